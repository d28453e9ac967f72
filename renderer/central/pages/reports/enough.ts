/** Below this part of the plan a row of a report is marked. */
export const ENOUGH = 0.95;

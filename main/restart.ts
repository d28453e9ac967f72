/** EX_TEMPFAIL of sysexits.h: the player ended because it was asked to start anew, and is to be started again. */
export const RESTART_EXIT_CODE = 75;

import type { EntryPlan } from '../../../../../core/model/catalogue.ts';

/** What every part of the entry form is handed. */
export interface PlanFields {
  plan: EntryPlan;
  set<K extends keyof EntryPlan>(field: K, value: EntryPlan[K]): void;
}

import { admin } from './id/admin.ts';
import { announcements } from './id/announcements.ts';
import { around } from './id/around.ts';
import { city } from './id/city.ts';
import { common } from './id/common.ts';
import { crews } from './id/crews.ts';
import { content } from './id/content.ts';
import { editing } from './id/editing.ts';
import { fetching } from './id/fetching.ts';
import { panel } from './id/panel.ts';
import { eyes } from './id/eyes.ts';
import { packs } from './id/packs.ts';
import { queue } from './id/queue.ts';
import { reports } from './id/reports.ts';
import { schedule } from './id/schedule.ts';
import { screens } from './id/screens.ts';
import { software } from './id/software.ts';
import { tours } from './id/tours.ts';

/** Indonesian: the language of the product. */
export const id = {
  ...common,
  ...city,
  ...around,
  ...content,
  ...announcements,
  ...editing,
  ...queue,
  ...schedule,
  ...screens,
  ...eyes,
  ...panel,
  ...fetching,
  ...reports,
  ...packs,
  ...admin,
  ...software,
  ...tours,
  ...crews,
};

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
/** What every other language has to say: the same keys, each a sentence. */
export type Translation = Texts<typeof id>;

import { admin } from './en/admin.ts';
import { announcements } from './en/announcements.ts';
import { around } from './en/around.ts';
import { city } from './en/city.ts';
import { common } from './en/common.ts';
import { crews } from './en/crews.ts';
import { content } from './en/content.ts';
import { editing } from './en/editing.ts';
import { fetching } from './en/fetching.ts';
import { panel } from './en/panel.ts';
import { eyes } from './en/eyes.ts';
import { packs } from './en/packs.ts';
import { queue } from './en/queue.ts';
import { reports } from './en/reports.ts';
import { schedule } from './en/schedule.ts';
import { screens } from './en/screens.ts';
import { software } from './en/software.ts';
import { tours } from './en/tours.ts';
import type { Translation } from './id.ts';

export const en: Translation = {
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

import { admin } from './en/admin.ts';
import { announcements } from './en/announcements.ts';
import { common } from './en/common.ts';
import { content } from './en/content.ts';
import { reports } from './en/reports.ts';
import { schedule } from './en/schedule.ts';
import { screens } from './en/screens.ts';
import type { Translation } from './id.ts';

export const en: Translation = {
  ...common,
  ...content,
  ...announcements,
  ...schedule,
  ...screens,
  ...reports,
  ...admin,
};

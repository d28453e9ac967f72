import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';

/** What every part of the announcement form is handed. */
export interface ContentFields {
  values: AnnouncementContent;
  set<K extends keyof AnnouncementContent>(field: K, value: AnnouncementContent[K]): void;
  patch(part: Partial<AnnouncementContent>): void;
}

import { listAnnouncements, listAssets, type Job } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';

/** What each job works for: its name, and the page it is on. */
export function useSubjects(): (job: Job) => { name: string; path: string } | null {
  const assets = useRead('assets', listAssets, {}).data ?? [];
  const announcements = useRead('announcements', listAnnouncements, { query: {} }).data ?? [];
  return ({ kind, subjectId }) => {
    if (kind === 'accept') {
      const asset = assets.find(({ id }) => id === subjectId);
      return asset ? { name: asset.name, path: `/media?asset=${subjectId}` } : null;
    }
    const announcement = announcements.find(({ id }) => id === subjectId);
    return announcement ? { name: announcement.content.title, path: `/announcements/${subjectId}` } : null;
  };
}

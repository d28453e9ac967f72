import { getMedia } from '../../../../core/api/announcements.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import './AnnouncementPoster.css';

/** The still an announcement is known by in lists; nothing until it was rendered, or without a picture. */
export function AnnouncementPoster({ announcement: { posterSha256 } }: { announcement: Announcement }) {
  if (posterSha256 === null) return null;
  return (
    <img
      className="wv-poster"
      src={urlOf(getMedia, { params: { sha256: posterSha256 } })}
      alt=""
      loading="lazy"
    />
  );
}

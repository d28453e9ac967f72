/** Uploads, what is made of them, and the files of both. */
import type { AROUND_STATES } from '../../../core/api/around.ts';
import type { Generated } from 'kysely';
import type { Json } from './columns.ts';

export interface AssetsTable {
  id: string;
  name: string;
  agency_id: string | null;
  uploaded_by: string;
  uploaded_at_ms: number;
  state: 'processing' | 'ready' | 'rejected';
  rejection: Json | null;
  sha256: string | null;
  /** Asset of the same bytes that was here before. */
  duplicate_of: Generated<string | null>;
  /** Ids of earlier assets that look alike, most alike first. */
  similar_to: Generated<Json>;
  /** The poster's mean colours, base64. */
  cells: Generated<string | null>;
  bytes: number;
  probe: Json | null;
  poster_sha256: string | null;
  /** Hash of the bytes that came; `sha256` is that of what is kept. */
  upload_sha256: Generated<string | null>;
  /** Hashes of the page pictures. */
  page_posters: Generated<Json>;
  warnings: Generated<Json>;
}

export interface JobsTable {
  id: string;
  kind: 'accept' | 'render';
  subject_id: string;
  /** Revision of the announcement a `render` job works for; null for `accept`. */
  subject_revision: number | null;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: number;
  step: string;
  error: Json | null;
  created_at_ms: number;
  ended_at_ms: number | null;
  /** 1 is urgent, 0 is not. */
  priority: Generated<number>;
  /** How often a process died while it ran. */
  interruptions: Generated<number>;
}

export interface MediaFilesTable {
  sha256: string;
  bytes: number;
  mime_type: string;
  chunk_sha256: Json;
  created_at_ms: number;
}

/** Renditions by what they were made from, so that the same work is not done twice. */
export interface RenderCacheTable {
  key: string;
  rendition: Json;
}

/** Sounds around the clips of cars; made again when needed, forgotten when unused for long. */
export interface SoundPartsTable {
  key: string;
  rendition: string;
  used_at_ms: number;
}

export interface AroundVersionsTable {
  id: string;
  content: Json;
  state: (typeof AROUND_STATES)[number];
  proposed_by: string;
  proposed_at_ms: number;
  decided_by: string | null;
  decided_at_ms: number | null;
  reason: string | null;
  /** Recordings it will have; `parts` are those made so far. */
  total: number;
  parts: Json;
  /** Of the payload of the approval, which is the envelope; both while and after it was in force. */
  sha256: string | null;
  envelope: Json | null;
}

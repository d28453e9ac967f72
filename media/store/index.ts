export { ChunkedHash, sha256Hex, type StoredFile } from './chunked-hash.ts';
export { HashStore, type PutError } from './hash-store.ts';
export { JsonFileAdapter, type DamagedFile } from './json-file.ts';
export type { PartialFile } from './partial-file.ts';
export { abandonedFolders, makeProcessFolder } from './process-folders.ts';
export { SegmentLog, type SegmentLogOptions } from './segment-log.ts';
export {
  errnoOf,
  isStorageFault,
  nodeStorage,
  storageCall,
  storageFault,
  type StorageFile,
  type StoragePort,
} from './storage.ts';
export { Turns } from './turns.ts';
export type { OnCorrupt, RangeError } from './verified-range.ts';
export { writeDurably } from './write-durably.ts';

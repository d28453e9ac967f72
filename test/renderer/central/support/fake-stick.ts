/**
 * A folder on a stick (File System Access), in memory, empty. It lists its files in the order they were written, or
 * backwards, as one that is no empty FAT32 may. Refers to nothing outside itself: its text also runs in a page.
 */
export function fakeStick(lists: 'as_written' | 'backwards'): FileSystemDirectoryHandle {
  interface Options {
    create?: boolean;
  }
  const file = () => {
    let parts: BlobPart[] = [];
    return {
      createWritable: () => {
        parts = [];
        return Promise.resolve(new WritableStream<BlobPart>({ write: (part) => void parts.push(part) }));
      },
      getFile: () => Promise.resolve(new Blob(parts)),
    };
  };
  const folder = () => {
    const entries = new Map<string, unknown>();
    const entry = (name: string, { create = false }: Options = {}, make: () => unknown): Promise<unknown> => {
      if (!entries.has(name) && !create) return Promise.reject(new DOMException(name, 'NotFoundError'));
      if (!entries.has(name)) entries.set(name, make());
      return Promise.resolve(entries.get(name));
    };
    return {
      async *keys() {
        const names = [...entries.keys()];
        yield* lists === 'as_written' ? names : names.reverse();
      },
      removeEntry: (name: string) => Promise.resolve(void entries.delete(name)),
      getFileHandle: (name: string, options?: Options) => entry(name, options, file),
      getDirectoryHandle: (name: string, options?: Options) => entry(name, options, folder),
    };
  };
  return folder() as unknown as FileSystemDirectoryHandle;
}

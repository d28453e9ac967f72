/** File System Access: Chromium and Edge only, and not in TypeScript's library. */
interface DirectoryPicker {
  showDirectoryPicker?: (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
}

export const canPickFolder = (): boolean => (window as DirectoryPicker).showDirectoryPicker !== undefined;

/** The folder a person chose for writing; null when they changed their mind. Needs a click. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (
      (await (window as DirectoryPicker).showDirectoryPicker?.({ id: 'stik', mode: 'readwrite' })) ?? null
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

import { useQueryClient } from '@tanstack/react-query';
import { listPlaylists, updatePlaylist } from '../../../../core/api/announcements.ts';
import type { Playlist } from '../../../../core/model/catalogue.ts';
import { readOptions, useSend } from '../../api/use-api.ts';
import { notifyProblem } from '../../components/notify.ts';

/** Changes a playlist at once on the page and then on the server; a refusal puts the old order back. */
export function usePlaylistChange(playlist: Playlist): (part: Partial<Omit<Playlist, 'id'>>) => void {
  const client = useQueryClient();
  const send = useSend(updatePlaylist, ['playlists', 'schedule']);
  const key = readOptions('playlists', listPlaylists, {}).queryKey;
  return (part) => {
    const { id, ...body } = { ...playlist, ...part };
    client.setQueryData<Playlist[]>(key, (list) =>
      list?.map((one) => (one.id === id ? { id, ...body } : one)),
    );
    send.mutate(
      { params: { id }, body },
      {
        onError: (error) => {
          notifyProblem(error);
          void client.invalidateQueries({ queryKey: key });
        },
      },
    );
  };
}

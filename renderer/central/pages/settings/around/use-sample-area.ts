import { useDirectory } from '../../../hooks/use-directory.ts';
import { useSession } from '../../../session/session.ts';

/** A name to show a text with: of a kelurahan, or of the city while there is none. */
export function useSampleArea(): string {
  const { city } = useSession();
  const { areas } = useDirectory();
  return [...areas.values()].find(({ level }) => level === 'village')?.name ?? city.name;
}

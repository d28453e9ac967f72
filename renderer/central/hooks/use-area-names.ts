import { useTranslation } from 'react-i18next';
import { useDirectory } from './use-directory.ts';

/** As many are named; the rest are counted. */
const MOST_NAMES = 4;

/** Areas in one line. */
export function useAreaNames(): (areaIds: readonly string[]) => string {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  return (areaIds) => {
    const names = areaIds.slice(0, MOST_NAMES).map((id) => areas.get(id)?.name ?? id);
    const rest = areaIds.length - names.length;
    return rest === 0 ? names.join(', ') : t('carProof.moreAreas', { areas: names.join(', '), more: rest });
  };
}

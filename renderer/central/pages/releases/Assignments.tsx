import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assignRelease, type SoftwareOverview } from '../../../../core/api/releases.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useDirectory } from '../../hooks/use-directory.ts';

/** One choice for every group, and one for all screens whose group has none. */
export function Assignments({ releases, assignments }: Pick<SoftwareOverview, 'releases' | 'assignments'>) {
  const { t } = useTranslation();
  const { groups } = useDirectory();
  const send = useSend(assignRelease, ['screens'], () => notifyDone(t('software.assigned')));
  const choices = releases
    .filter(({ missing }) => missing.length === 0)
    .map(({ sha256, name, version }) => ({ value: sha256, label: `${name} (${version})` }));
  const rows = [
    ...[...groups.values()].map(({ id, name }) => ({
      groupId: id,
      label: name,
      none: t('software.likeAll'),
    })),
    { groupId: null, label: t('software.allScreens'), none: t('software.asInstalled') },
  ];
  return (
    <Stack gap="sm">
      {rows.map(({ groupId, label, none }) => (
        <Select
          key={groupId ?? '*'}
          label={label}
          placeholder={none}
          data={choices}
          clearable
          disabled={send.isPending}
          value={assignments.find((one) => one.groupId === groupId)?.sha256 ?? null}
          onChange={(sha256) => send.mutate({ body: { groupId, sha256 } }, { onError: notifyProblem })}
        />
      ))}
    </Stack>
  );
}

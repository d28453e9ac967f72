import { Checkbox, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../../../core/model/catalogue.ts';
import { useDirectory } from '../../hooks/use-directory.ts';

interface Props {
  roles: readonly Role[];
  agencyId: string | null;
  onChange: (part: { roles?: Role[]; agencyId?: string | null }) => void;
}

export function RoleFields({ roles, agencyId, onChange }: Props) {
  const { t } = useTranslation();
  const { agencies } = useDirectory();
  return (
    <>
      <Checkbox.Group
        label={t('users.roles')}
        value={[...roles]}
        onChange={(chosen) => onChange({ roles: ROLES.filter((role) => chosen.includes(role)) })}
      >
        <Stack gap={8} mt={6}>
          {ROLES.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`roleHint.${role}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t('users.agency')}
        description={t('users.agencyHint')}
        placeholder={t('users.cityStaff')}
        clearable
        searchable
        data={[...agencies.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={agencyId}
        onChange={(value) => onChange({ agencyId: value })}
      />
    </>
  );
}

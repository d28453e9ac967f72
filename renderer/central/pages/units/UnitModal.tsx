import { MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createUnit, updateUnit } from '../../../../core/api/reports.ts';
import type { MobileUnit } from '../../../../core/model/catalogue.ts';
import { Voicing, VOICINGS } from '../../../../core/model/city-settings.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useForm } from '../../hooks/use-form.ts';

interface Props {
  unit: MobileUnit | null;
  onClose: () => void;
}

const EMPTY: Omit<MobileUnit, 'id'> = {
  name: '',
  plate: '',
  agencyId: null,
  areaIds: [],
  voicing: 'horn',
  memberIds: [],
};

export function UnitModal({ unit, onClose }: Props) {
  const { t } = useTranslation();
  const { agencies, areas, users } = useDirectory();
  const form = useForm(() => {
    if (unit === null) return EMPTY;
    const { id: _, ...input } = unit;
    return input;
  });
  const { values, set } = form;
  const crew = [...users.values()].filter(({ roles }) => roles.includes('crew'));
  const isCrew = (id: string): boolean => crew.some((person) => person.id === id);
  // Until people are known nobody is left out.
  const former = users.size === 0 ? [] : values.memberIds.filter((id) => !isCrew(id));
  const memberIds = values.memberIds.filter((id) => !former.includes(id));
  const done = () => {
    notifyDone(t('common.saved'));
    onClose();
  };
  const create = useSend(createUnit, ['mobile-units'], done);
  const update = useSend(updateUnit, ['mobile-units'], done);
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t(unit === null ? 'units.new' : 'units.edit')}
      confirmLabel={t('common.save')}
      busy={create.isPending || update.isPending}
      problem={create.error ?? update.error}
      disabled={values.name.trim() === ''}
      onConfirm={() =>
        unit === null
          ? create.mutate({ body: { ...values, memberIds } })
          : update.mutate({ params: { id: unit.id }, body: { ...values, memberIds } })
      }
    >
      <TextInput
        label={t('common.name')}
        required
        data-autofocus
        maxLength={120}
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <TextInput
        label={t('units.plate')}
        maxLength={20}
        value={values.plate}
        onChange={(event) => set('plate', event.currentTarget.value)}
      />
      <Select
        label={t('units.agency')}
        clearable
        data={[...agencies.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={values.agencyId}
        onChange={(agencyId) => set('agencyId', agencyId)}
      />
      <MultiSelect
        label={t('units.areas')}
        description={t('units.areasHint')}
        searchable
        data={[...areas.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={values.areaIds}
        onChange={(areaIds) => set('areaIds', areaIds)}
      />
      <MultiSelect
        label={t('crews.members')}
        description={t(crew.length === 0 ? 'crews.noCrewUsers' : 'crews.membersHint')}
        data={crew.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        value={memberIds}
        onChange={(chosen) => set('memberIds', chosen)}
      />
      {former.length > 0 && (
        <Text size="sm" role="status">
          {t('crews.former', { names: former.map((id) => users.get(id)?.displayName ?? id).join(', ') })}
        </Text>
      )}
      <Select
        label={t('crews.voicing')}
        data={VOICINGS.map((voicing) => ({ value: voicing, label: t(`preview.voicing.${voicing}`) }))}
        value={values.voicing}
        onChange={(voicing) => set('voicing', Voicing.parse(voicing))}
      />
    </ConfirmModal>
  );
}

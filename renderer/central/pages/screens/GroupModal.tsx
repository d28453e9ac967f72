import { NumberInput, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createGroup, updateGroup } from '../../../../core/api/screens.ts';
import { ScreenGroup } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { useForm } from '../../hooks/use-form.ts';

const GroupInput = ScreenGroup.omit({ id: true });

/** A wall that nobody has measured yet: two usual panels side by side. */
const FIRST_WALL = { widthPx: 768, heightPx: 192 };
const NEW_GROUP: Omit<ScreenGroup, 'id'> = { name: '', sync: false, wall: null };
const SIZES = [
  ['widthPx', 'wallWidth'],
  ['heightPx', 'wallHeight'],
] as const;

interface Props {
  opened: boolean;
  onClose: () => void;
  /** The group to change, or null for a new one. */
  group: ScreenGroup | null;
  onSaved: (group: ScreenGroup) => void;
}

/** Name of a group, whether its screens play in step, and the canvas when they are one wall. */
export function GroupModal({ opened, onClose, group, onSaved }: Props) {
  const { t } = useTranslation();
  const { values, set } = useForm(() => (group === null ? NEW_GROUP : omitId(group)));
  const saved = (done: ScreenGroup) => {
    onSaved(done);
    onClose();
  };
  const create = useSend(createGroup, ['groups'], saved);
  const update = useSend(updateGroup, ['groups'], saved);
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={t(group === null ? 'settings.newGroup' : 'settings.editGroup')}
      confirmLabel={t(group === null ? 'common.add' : 'common.save')}
      busy={create.isPending || update.isPending}
      problem={create.error ?? update.error}
      disabled={!GroupInput.safeParse(values).success}
      onConfirm={() =>
        group === null
          ? create.mutate({ body: values })
          : update.mutate({ params: { id: group.id }, body: values })
      }
    >
      <TextInput
        label={t('common.name')}
        maxLength={120}
        data-autofocus
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <Switch
        label={t('settings.sync')}
        description={t('settings.syncHint')}
        checked={values.sync}
        onChange={(event) => set('sync', event.currentTarget.checked)}
      />
      {values.sync && (
        <Switch
          label={t('settings.wall')}
          description={t('settings.wallHint')}
          checked={values.wall !== null}
          onChange={(event) => set('wall', event.currentTarget.checked ? FIRST_WALL : null)}
        />
      )}
      {values.sync && values.wall && (
        <SimpleGrid cols={2} spacing="sm">
          {SIZES.map(([field, label]) => (
            <NumberInput
              key={field}
              label={t(`settings.${label}`)}
              min={16}
              step={2}
              allowDecimal={false}
              value={values.wall?.[field] ?? 0}
              onChange={(value) =>
                set('wall', { ...(values.wall ?? FIRST_WALL), [field]: Number(value) || 0 })
              }
            />
          ))}
        </SimpleGrid>
      )}
    </ConfirmModal>
  );
}

const omitId = ({ id: _id, ...rest }: ScreenGroup) => rest;

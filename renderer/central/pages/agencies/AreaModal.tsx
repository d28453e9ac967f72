import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createArea } from '../../../../core/api/people.ts';
import { Area } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useForm } from '../../hooks/use-form.ts';

type Level = Area['level'];
const AreaInput = Area.omit({ id: true });

export function AreaModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const { values, set } = useForm({
    name: '',
    level: 'village' as Level,
    code: '',
    parentId: null as string | null,
  });
  const send = useSend(createArea, ['areas'], () => {
    notifyDone(t('common.saved'));
    onClose();
  });
  const codeIsBad = values.code !== '' && !Area.shape.code.safeParse(values.code).success;
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('agencies.newArea')}
      confirmLabel={t('common.add')}
      busy={send.isPending}
      problem={send.error}
      disabled={!AreaInput.safeParse(values).success}
      onConfirm={() => send.mutate({ body: values })}
    >
      <TextInput
        label={t('common.name')}
        required
        data-autofocus
        maxLength={80}
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <Select
        label={t('agencies.level')}
        data={Area.shape.level.options.map((level) => ({
          value: level,
          label: t(`agencies.levels.${level}`),
        }))}
        value={values.level}
        onChange={(level) => level !== null && set('level', level)}
      />
      <TextInput
        label={t('agencies.code')}
        description={t('agencies.codeHint')}
        required
        value={values.code}
        error={codeIsBad ? t('agencies.codeBad') : null}
        onChange={(event) => set('code', event.currentTarget.value.trim())}
      />
      <Select
        label={t('agencies.parent')}
        placeholder={t('agencies.noParent')}
        clearable
        searchable
        data={[...areas.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={values.parentId}
        onChange={(parentId) => set('parentId', parentId)}
      />
    </ConfirmModal>
  );
}

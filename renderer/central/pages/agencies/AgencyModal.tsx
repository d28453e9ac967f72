import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createAgency, updateAgency } from '../../../../core/api/people.ts';
import { Agency } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useForm } from '../../hooks/use-form.ts';

interface Props {
  agency: Agency | null;
  onClose: () => void;
}

const AgencyInput = Agency.omit({ id: true });

export function AgencyModal({ agency, onClose }: Props) {
  const { t } = useTranslation();
  const { values, set } = useForm({
    name: agency?.name ?? '',
    shortName: agency?.shortName ?? '',
    kind: agency?.kind ?? ('opd' satisfies Agency['kind']),
  });
  const done = () => {
    notifyDone(t('common.saved'));
    onClose();
  };
  const create = useSend(createAgency, ['agencies'], done);
  const update = useSend(updateAgency, ['agencies'], done);
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t(agency === null ? 'agencies.newAgency' : 'agencies.editAgency')}
      confirmLabel={t('common.save')}
      busy={create.isPending || update.isPending}
      problem={create.error ?? update.error}
      disabled={!AgencyInput.safeParse(values).success}
      onConfirm={() =>
        agency === null
          ? create.mutate({ body: values })
          : update.mutate({ params: { id: agency.id }, body: values })
      }
    >
      <TextInput
        label={t('common.name')}
        placeholder="Dinas Kesehatan"
        required
        data-autofocus
        maxLength={120}
        value={values.name}
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <TextInput
        label={t('agencies.shortName')}
        placeholder="Dinkes"
        required
        maxLength={30}
        value={values.shortName}
        onChange={(event) => set('shortName', event.currentTarget.value)}
      />
      <Select
        label={t('agencies.kind')}
        data={Agency.shape.kind.options.map((kind) => ({ value: kind, label: t(`agencies.kinds.${kind}`) }))}
        value={values.kind}
        onChange={(kind) => kind !== null && set('kind', kind)}
      />
    </ConfirmModal>
  );
}

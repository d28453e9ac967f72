import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { proposeAroundClip } from '../../../../../core/api/around.ts';
import type { AroundClip } from '../../../../../core/model/around-clip.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { useForm } from '../../../hooks/use-form.ts';
import { Half } from './Half.tsx';
import { HeardOrder } from './HeardOrder.tsx';
import { SpokenField } from './SpokenField.tsx';
import { useSampleArea } from './use-sample-area.ts';

interface Props {
  initial: AroundClip;
  onClose: () => void;
}

/** Writes what somebody else will hear and decide on. */
export function AroundForm({ initial, onClose }: Props) {
  const { t } = useTranslation();
  const { values, set } = useForm(initial);
  const areaName = useSampleArea();
  const send = useSend(proposeAroundClip, ['around'], () => {
    notifyDone(t('around.submitted'));
    onClose();
  });
  const isEmpty = !values.chime && values.greeting.trim() === '' && values.closing.trim() === '';
  return (
    <Half title={t('around.proposal')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ body: values });
        }}
      >
        <Stack gap="md">
          <Switch
            label={t('around.kind.chime')}
            checked={values.chime}
            onChange={(event) => set('chime', event.currentTarget.checked)}
          />
          <SpokenField
            label={t('around.kind.greeting')}
            hint={t('around.greetingHint')}
            placeholder={t('around.greetingPlaceholder')}
            value={values.greeting}
            onChange={(greeting) => set('greeting', greeting)}
          />
          <SpokenField
            label={t('around.kind.closing')}
            hint={t('around.closingHint')}
            placeholder={t('around.closingPlaceholder')}
            value={values.closing}
            onChange={(closing) => set('closing', closing)}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('around.order')}
            </Text>
            <HeardOrder content={values} areaName={areaName} />
          </div>
          <ProblemAlert problem={send.error} />
          {isEmpty && (
            <Text size="sm" c="dimmed">
              {t('around.empty')}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={isEmpty} loading={send.isPending}>
              {t('around.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Half>
  );
}

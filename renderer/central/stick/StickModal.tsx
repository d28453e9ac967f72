import { Alert, Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconUsb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../components/ProblemAlert.tsx';
import { useStick, type StickState } from './use-stick.ts';

interface Props {
  title: string;
  /** Fetches the pack. */
  load: () => Promise<Blob>;
  onClose: () => void;
}

const SHOWN_NAMES = 5;

/** From an arbitrary stick to one that holds exactly the pack, in its order, read back. */
export function StickModal({ title, load, onClose }: Props) {
  const { t } = useTranslation();
  const { state, pick, write } = useStick(load);
  const isBusy = state.at === 'fetching' || state.at === 'busy';
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={600}>{title}</Text>}
      closeOnEscape={!isBusy}
      closeOnClickOutside={!isBusy}
      withCloseButton={!isBusy}
    >
      <Stack gap="md">
        <StickBody state={state} />
        {!isBusy && (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t(state.at === 'done' ? 'common.close' : 'common.cancel')}
            </Button>
            {state.at === 'full' ? (
              <Button color="red" onClick={() => void write()}>
                {t('stick.clear')}
              </Button>
            ) : (
              <Button
                variant={state.at === 'done' ? 'default' : 'filled'}
                leftSection={<IconUsb size={17} />}
                onClick={() => void pick()}
              >
                {t(state.at === 'idle' ? 'stick.pick' : 'stick.pickAnother')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function StickBody({ state }: { state: StickState }) {
  const { t } = useTranslation();
  switch (state.at) {
    case 'idle':
      return (
        <List size="sm" type="ordered" spacing={6}>
          <List.Item>{t('stick.how.format')}</List.Item>
          <List.Item>{t('stick.how.pick')}</List.Item>
          <List.Item>{t('stick.how.wait')}</List.Item>
        </List>
      );
    case 'full':
      return (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('stick.notEmpty')}>
          <Text size="sm">{t('stick.notEmptyHint')}</Text>
          <Text size="sm" mt={6} className="wv-break">
            {state.names.slice(0, SHOWN_NAMES).join(', ')}
            {state.names.length > SHOWN_NAMES &&
              ` ${t('stick.andMore', { count: state.names.length - SHOWN_NAMES })}`}
          </Text>
        </Alert>
      );
    case 'fetching':
      return <Working label={t('stick.fetching')} share={null} />;
    case 'busy':
      return (
        <Working
          label={`${t(`stick.step.${state.step}`)} ${state.done + 1}/${state.total}`}
          share={(state.step === 'checking' ? 0.5 : 0) + (0.5 * state.done) / Math.max(1, state.total)}
        />
      );
    case 'done':
      return <Done outcome={state.outcome} />;
    case 'failed':
      return (
        <Alert color="red" icon={<IconAlertTriangle />} title={t('stick.failed')}>
          {t(`stick.why.${state.why}`)}
        </Alert>
      );
    case 'refused':
      return <ProblemAlert problem={state.problem} />;
  }
}

function Working({ label, share }: { label: string; share: number | null }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <Text size="sm" fw={600} className="wv-num">
        {label}
      </Text>
      <Progress my={8} value={share === null ? 100 : Math.max(2, share * 100)} animated={share === null} />
      <Text size="xs" c="dimmed">
        {t('stick.doNotPull')}
      </Text>
    </div>
  );
}

function Done({ outcome }: { outcome: Extract<StickState, { at: 'done' }>['outcome'] }) {
  const { t } = useTranslation();
  if (outcome.broken.length > 0)
    return (
      <Alert color="red" icon={<IconAlertTriangle />} title={t('stick.broken')}>
        {t('stick.brokenHint', { names: outcome.broken.slice(0, SHOWN_NAMES).join(', ') })}
      </Alert>
    );
  return (
    <Stack gap="sm">
      <Alert color="green" icon={<IconCheck />} title={t('stick.done')}>
        {t('stick.doneHint', { count: outcome.files })}
      </Alert>
      {!outcome.inOrder && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('stick.order')}>
          {t('stick.orderHint')}
        </Alert>
      )}
    </Stack>
  );
}

import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deleteScreen, updateScreen } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useMay } from '../../session/session.ts';
import { ScreenForm } from './ScreenForm.tsx';

export function ScreenSettings({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayDelete = useMay(deleteScreen);
  const [deleting, remove] = useDisclosure(false);
  const save = useSend(updateScreen, ['screens', 'schedule', 'live'], () => notifyDone(t('common.saved')));
  const drop = useSend(deleteScreen, ['screens', 'live', 'schedule'], () => {
    notifyDone(t('settings.removed'));
    void navigate('/screens');
  });
  const { id, ...initial } = screen;
  return (
    <>
      <ScreenForm
        initial={initial}
        saveLabel={t('common.save')}
        busy={save.isPending}
        problem={save.error}
        onSave={(body) => save.mutate({ params: { id }, body })}
      >
        {mayDelete && (
          <Button variant="subtle" color="red" leftSection={<IconTrash size={17} />} onClick={remove.open}>
            {t('settings.remove')}
          </Button>
        )}
      </ScreenForm>
      <ConfirmModal
        opened={deleting}
        onClose={remove.close}
        danger
        title={t('common.deleteQuestion', { name: screen.name })}
        confirmLabel={t('settings.remove')}
        busy={drop.isPending}
        problem={drop.error}
        onConfirm={() => drop.mutate({ params: { id } })}
      >
        <Text size="sm">{t('device.unpairHint')}</Text>
      </ConfirmModal>
    </>
  );
}

import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deleteScreen, updateScreen } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useMay } from '../../session/session.ts';
import { ScreenForm } from './ScreenForm.tsx';

export function ScreenSettings({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayDelete = useMay(deleteScreen);
  const save = useSend(updateScreen, ['screens', 'schedule', 'live'], () => notifyDone(t('common.saved')));
  const drop = useSend(deleteScreen, ['screens', 'live', 'schedule'], () => {
    notifyDone(t('settings.removed'));
    void navigate('/screens');
  });
  const { id, ...initial } = screen;
  return (
    <ScreenForm
      initial={initial}
      saveLabel={t('common.save')}
      busy={save.isPending}
      problem={save.error}
      onSave={(body) => save.mutate({ params: { id }, body })}
    >
      {mayDelete && (
        <DangerAction
          trigger={(ask) => (
            <Button variant="subtle" color="red" leftSection={<IconTrash size={17} />} onClick={ask}>
              {t('settings.remove')}
            </Button>
          )}
          question={t('common.deleteQuestion', { name: screen.name })}
          consequence={t('device.unpairHint')}
          confirmLabel={t('settings.remove')}
          send={drop}
          onConfirm={() => drop.mutate({ params: { id } })}
        />
      )}
    </ScreenForm>
  );
}

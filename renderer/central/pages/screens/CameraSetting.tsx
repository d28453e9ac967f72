import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { updateScreen } from '../../../../core/api/screens.ts';
import { Screen } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { Section } from '../../components/Section.tsx';

/** Where the camera is that sees this wall; an administrator's to say. */
export function CameraSetting({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(screen.cameraUrl ?? '');
  const parsed = Screen.shape.cameraUrl.safeParse(typed.trim() === '' ? null : typed.trim());
  const save = useSend(updateScreen, ['screens', 'sightings'], () => notifyDone(t('eye.cameraSaved')));
  return (
    <Section title={t('eye.camera')} hint={t('eye.cameraHint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { id, ...spec } = screen;
          if (parsed.success) save.mutate({ params: { id }, body: { ...spec, cameraUrl: parsed.data } });
        }}
      >
        <Group align="flex-end" gap="xs" wrap="wrap">
          <TextInput
            style={{ flex: '1 1 260px' }}
            label={t('eye.cameraUrl')}
            description={t('eye.cameraSecret')}
            placeholder="rtsp://10.20.0.15/stream1"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={parsed.success ? null : t('eye.cameraInvalid')}
          />
          <Button
            type="submit"
            variant="default"
            disabled={!parsed.success || parsed.data === screen.cameraUrl}
            loading={save.isPending}
          >
            {t('common.save')}
          </Button>
        </Group>
        <ProblemAlert problem={save.error} />
      </form>
    </Section>
  );
}

import { Button, Fieldset, Grid, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { updateCitySettings } from '../../../../core/api/city.ts';
import { CitySettings } from '../../../../core/model/city-settings.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { useMay } from '../../session/session.ts';
import { LoudnessSection } from './LoudnessSection.tsx';
import { PlaceSection } from './PlaceSection.tsx';
import { QuietSection } from './QuietSection.tsx';
import { SpeechSection } from './SpeechSection.tsx';
import { WordsSection } from './WordsSection.tsx';
import './CityForm.css';

export function CityForm({ initial }: { initial: CitySettings }) {
  const { t } = useTranslation();
  const form = useForm(initial);
  const [round, setRound] = useState(0);
  const mayChange = useMay(updateCitySettings);
  const send = useSend(updateCitySettings, ['city'], (saved) => {
    form.reset(saved);
    notifyDone(t('city.saved'));
  });
  const isWhole = CitySettings.safeParse(form.values).success;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ body: form.values });
      }}
    >
      <Fieldset variant="unstyled" disabled={!mayChange} className="wv-bare">
        <Grid gap="md" key={round}>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="md">
              <PlaceSection {...form} />
              <QuietSection {...form} />
              <WordsSection {...form} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="md">
              <LoudnessSection {...form} />
              <SpeechSection {...form} />
              <ProblemAlert problem={send.error} />
            </Stack>
          </Grid.Col>
        </Grid>
        {form.touched && (
          <Group className="wv-save" justify="space-between" gap="sm">
            <Text size="sm">{t('common.unsaved')}</Text>
            <Group gap="xs">
              <Button
                variant="default"
                onClick={() => {
                  form.reset(initial);
                  setRound(round + 1);
                }}
              >
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={send.isPending} disabled={!isWhole}>
                {t('common.save')}
              </Button>
            </Group>
          </Group>
        )}
      </Fieldset>
    </form>
  );
}

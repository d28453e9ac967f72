import { Button, Fieldset, Grid, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { updateCitySettings } from '../../../../core/api/city.ts';
import { CitySettings } from '../../../../core/model/city-settings.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { useMay } from '../../session/session.ts';
import { AroundClipSection } from './AroundClipSection.tsx';
import { LoudnessSection } from './LoudnessSection.tsx';
import { PlaceSection } from './PlaceSection.tsx';
import { QuietSection } from './QuietSection.tsx';
import { SpeechSection } from './SpeechSection.tsx';
import { WordsSection } from './WordsSection.tsx';

export function CityForm({ initial }: { initial: CitySettings }) {
  const { t } = useTranslation();
  const form = useForm(initial);
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
      <Fieldset variant="unstyled" disabled={!mayChange}>
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="md">
              <PlaceSection {...form} />
              <QuietSection {...form} />
              <WordsSection {...form} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="md">
              <AroundClipSection {...form} />
              <LoudnessSection {...form} />
              <SpeechSection {...form} />
              <ProblemAlert problem={send.error} />
              {mayChange && (
                <Group justify="flex-end">
                  <Button type="submit" loading={send.isPending} disabled={!isWhole || !form.touched}>
                    {t('common.save')}
                  </Button>
                </Group>
              )}
            </Stack>
          </Grid.Col>
        </Grid>
      </Fieldset>
    </form>
  );
}

import { Button, Grid, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { ScreenInput } from './screen-form.ts';
import { ScreenBrightnessFields } from './ScreenBrightnessFields.tsx';
import { ScreenDownloadFields } from './ScreenDownloadFields.tsx';
import { ScreenHoursFields } from './ScreenHoursFields.tsx';
import { ScreenIdentityFields } from './ScreenIdentityFields.tsx';
import { ScreenOutputFields } from './ScreenOutputFields.tsx';
import { ScreenShowingFields } from './ScreenShowingFields.tsx';
import { ScreenWallFields } from './ScreenWallFields.tsx';

interface Props {
  initial: ScreenInput;
  saveLabel: string;
  busy: boolean;
  problem: ApiProblem | null;
  onSave: (screen: ScreenInput) => void;
  /** Beside the save button. */
  children?: ReactNode;
}

export function ScreenForm({ initial, saveLabel, busy, problem, onSave, children }: Props) {
  const { t } = useTranslation();
  const form = useForm(initial);
  const isComplete = ScreenInput.safeParse(form.values).success;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(form.values);
      }}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            <ScreenIdentityFields {...form} />
            <ScreenHoursFields {...form} />
            <ScreenDownloadFields {...form} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            <ScreenOutputFields {...form} />
            {form.values.playerKind === 'wawar' && <ScreenShowingFields {...form} />}
            <ScreenBrightnessFields {...form} />
            <ScreenWallFields {...form} />
            <ProblemAlert problem={problem} />
            <Group justify="space-between" gap="xs">
              {children ?? <span />}
              <Button type="submit" disabled={!isComplete} loading={busy}>
                {saveLabel}
              </Button>
            </Group>
            <Text size="xs" c="dimmed">
              {t('settings.publishHint')}
            </Text>
          </Stack>
        </Grid.Col>
      </Grid>
    </form>
  );
}

import { Box, Button, Grid, Group, Stack } from '@mantine/core';
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { useForm } from '../../hooks/use-form.ts';
import { ContentSection } from './ContentSection.tsx';
import { DraftPreview } from './DraftPreview.tsx';
import { OutputsSection } from './OutputsSection.tsx';
import { RulesSection } from './RulesSection.tsx';
import { ValiditySection } from './ValiditySection.tsx';

interface Props {
  initial: AnnouncementContent;
  busy: boolean;
  problem: ApiProblem | null;
  onSave: (content: AnnouncementContent, submit: boolean) => void;
}

/** Everything a person writes for one announcement, with how it will look beside it. */
export function AnnouncementForm({ initial, busy, problem, onSave }: Props) {
  const { t } = useTranslation();
  const form = useForm(initial);
  const { values } = form;
  const isComplete =
    values.title.trim() !== '' &&
    values.agencyId !== '' &&
    values.validUntilMs > values.validFromMs &&
    Object.values(values.outputs).some(Boolean);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(values, false);
      }}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <ContentSection {...form} />
            <OutputsSection {...form} />
            <ValiditySection {...form} />
            <RulesSection {...form} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Box pos="sticky" top={92}>
            <Stack gap="md">
              <DraftPreview content={values} />
              <ProblemAlert problem={problem} />
              <Group gap="xs" grow>
                <Button
                  type="submit"
                  variant="default"
                  leftSection={<IconDeviceFloppy size={17} />}
                  loading={busy}
                  disabled={!isComplete}
                >
                  {t('form.saveDraft')}
                </Button>
                <Button
                  leftSection={<IconSend size={17} />}
                  loading={busy}
                  disabled={!isComplete}
                  onClick={() => onSave(values, true)}
                >
                  {t('form.submit')}
                </Button>
              </Group>
            </Stack>
          </Box>
        </Grid.Col>
      </Grid>
    </form>
  );
}

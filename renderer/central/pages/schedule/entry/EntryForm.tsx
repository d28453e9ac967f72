import { Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listAnnouncements } from '../../../../../core/api/announcements.ts';
import { createEntry, deleteEntry, updateEntry } from '../../../../../core/api/schedule.ts';
import { EntryPlan } from '../../../../../core/model/catalogue.ts';
import { useRead, useSend } from '../../../api/use-api.ts';
import { ConfirmModal } from '../../../components/ConfirmModal.tsx';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { useMay } from '../../../session/session.ts';
import { formOf, timingOf, type TimingForm } from '../recurrence.ts';
import { EntryPreview } from './EntryPreview.tsx';
import { EntryRulesSection } from './EntryRulesSection.tsx';
import { SourceSection } from './SourceSection.tsx';
import { TargetSection } from './TargetSection.tsx';
import { TimingSection } from './TimingSection.tsx';

interface Props {
  entryId: string | null;
  initial: EntryPlan;
}

export function EntryForm({ entryId, initial }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayPlan = useMay(createEntry);
  const [values, setValues] = useState(initial);
  const [timing, setTiming] = useState<TimingForm>(() => formOf(initial.timing));
  const [deleting, remove] = useDisclosure(false);
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  const plan: EntryPlan = {
    ...values,
    timing: timingOf(timing, initial.timing.timeZone, initial.timing.rdates),
  };
  const set = <K extends keyof EntryPlan>(field: K, value: EntryPlan[K]) =>
    setValues((before) => ({ ...before, [field]: value }));
  const { source } = plan;
  const maxPriority =
    source.kind === 'announcement'
      ? (announcements.find((item) => item.id === source.announcementId)?.content.maxPriority ?? 100)
      : 100;

  const done = (message: string) => {
    notifyDone(message);
    void navigate('/schedule?tab=entries');
  };
  const create = useSend(createEntry, ['schedule'], () => done(t('entry.saved')));
  const update = useSend(updateEntry, ['schedule'], () => done(t('entry.saved')));
  const drop = useSend(deleteEntry, ['schedule'], () => done(t('entry.deleted')));
  const save = () => {
    const body = { ...plan, rules: { ...plan.rules, priority: Math.min(plan.rules.priority, maxPriority) } };
    if (entryId === null) create.mutate({ body });
    else update.mutate({ params: { id: entryId }, body });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <SourceSection plan={plan} set={set} />
            <TargetSection plan={plan} set={set} />
            <TimingSection
              timing={timing}
              onChange={(part) => setTiming((before) => ({ ...before, ...part }))}
            />
            <EntryRulesSection
              rules={plan.rules}
              maxPriority={maxPriority}
              isPlaylist={source.kind === 'playlist'}
              onChange={(rules) => set('rules', rules)}
            />
            <ProblemAlert problem={create.error ?? update.error} />
            {mayPlan && (
              <Group gap="xs" justify="space-between">
                {entryId !== null ? (
                  <Button
                    variant="subtle"
                    color="red"
                    leftSection={<IconTrash size={17} />}
                    onClick={remove.open}
                  >
                    {t('common.delete')}
                  </Button>
                ) : (
                  <span />
                )}
                <Button
                  type="submit"
                  leftSection={<IconDeviceFloppy size={17} />}
                  disabled={!EntryPlan.safeParse(plan).success}
                  loading={create.isPending || update.isPending}
                >
                  {t('common.save')}
                </Button>
              </Group>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          {mayPlan && <EntryPreview entryId={entryId} plan={plan} />}
        </Grid.Col>
      </Grid>
      {entryId !== null && (
        <ConfirmModal
          opened={deleting}
          onClose={remove.close}
          danger
          title={t('entry.deleteQuestion')}
          confirmLabel={t('common.delete')}
          busy={drop.isPending}
          problem={drop.error}
          onConfirm={() => drop.mutate({ params: { id: entryId } })}
        >
          <Text size="sm">{t('entry.deleteHint')}</Text>
        </ConfirmModal>
      )}
    </form>
  );
}

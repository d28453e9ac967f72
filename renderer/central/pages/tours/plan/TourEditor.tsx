import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelTour, createTour, updateTour, type TourDay } from '../../../../../core/api/tours.ts';
import type { MobileUnit } from '../../../../../core/model/catalogue.ts';
import type { TourPlan } from '../../../../../core/model/tour.ts';
import type { TourFinding } from '../../../../../core/tours/index.ts';
import { useSend } from '../../../api/use-api.ts';
import { ConfirmModal } from '../../../components/ConfirmModal.tsx';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { ClipOrder } from './ClipOrder.tsx';
import type { PlannedTour } from './drafts.ts';
import { Findings } from './Findings.tsx';
import { StopList } from './StopList.tsx';
import { TourFacts } from './TourFacts.tsx';
import { TourMap } from './TourMap.tsx';
import './editor.css';

interface Props {
  day: TourDay;
  mayPlan: boolean;
  tour: PlannedTour;
  unit: MobileUnit | undefined;
  findings: readonly TourFinding[];
  onChange: (plan: TourPlan) => void;
  onDiscard: () => void;
  onSaved: (id: string) => void;
}

const STATE_COLOR = { planned: 'petrol', driving: 'green', done: 'gray', cancelled: 'gray', draft: 'orange' };

/** One tour: what it says, where it goes, who drives; on the road the same, and sent at once. */
export function TourEditor({ day, mayPlan, tour, unit, findings, onChange, onDiscard, onSaved }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [activeStop, activate] = useState<number | null>(null);
  const [cancelling, confirm] = useDisclosure(false);
  const { plan, stored, isChanged } = tour;
  const state = stored?.state ?? 'draft';
  const isLive = state === 'driving';
  const done = (id: string) => {
    notifyDone(t(isLive ? 'tours.editor.sent' : 'tours.editor.saved'));
    onSaved(id);
  };
  const create = useSend(createTour, ['tours'], ({ id }) => done(id));
  const update = useSend(updateTour, ['tours'], ({ id }) => done(id));
  const cancel = useSend(cancelTour, ['tours'], () => {
    notifyDone(t('tours.editor.cancelled'));
    confirm.close();
    onDiscard();
  });
  const save = () => {
    if (stored === null) create.mutate({ body: plan });
    else update.mutate({ params: { id: stored.id }, body: { revision: stored.revision, plan } });
  };
  const isReadOnly = !mayPlan || state === 'cancelled';
  const change = (part: Partial<TourPlan>) => onChange({ ...plan, ...part });
  const fields = { plan, day, isReadOnly, change };
  const name = unit?.name ?? '';
  return (
    <section className="wv-card wv-tour" aria-label={name}>
      <header className="wv-tour-head">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Title order={2} size="h4">
              {name}
            </Title>
            <Badge color={STATE_COLOR[state]} variant={isLive ? 'dot' : 'light'}>
              {t(`tours.state.${state}`)}
            </Badge>
            {isChanged && stored !== null && <Badge color="orange">{t('tours.state.draft')}</Badge>}
          </Group>
          <Text size="xs" c="dimmed" className="wv-num">
            {format.timeOfDay(plan.startLocal)}–{format.timeOfDay(plan.endLocal)} {format.zone}
          </Text>
        </div>
        {!isReadOnly && (
          <Group gap="xs">
            {stored !== null && state !== 'done' && (
              <Button variant="subtle" color="red" onClick={confirm.open}>
                {t('tours.editor.cancel')}
              </Button>
            )}
            {isChanged && (
              <Button variant="default" onClick={onDiscard}>
                {t('tours.editor.discard')}
              </Button>
            )}
            <Button
              leftSection={isLive ? <IconSend size={17} /> : <IconDeviceFloppy size={17} />}
              disabled={!isChanged || plan.startLocal >= plan.endLocal}
              loading={create.isPending || update.isPending}
              onClick={save}
            >
              {t(isLive ? 'tours.editor.send' : 'tours.editor.save')}
            </Button>
          </Group>
        )}
      </header>
      {isLive && !isReadOnly && (
        <Text size="sm" px="md" pb="xs" c="var(--wv-ok)">
          {t('tours.editor.live')}
        </Text>
      )}
      <ProblemAlert problem={create.error ?? update.error ?? cancel.error} />
      {state !== 'cancelled' && <Findings findings={findings} plan={plan} day={day} />}
      <div className="wv-tour-facts">
        <TourFacts {...fields} unit={unit} />
      </div>
      <div className="wv-tour-body">
        <ClipOrder {...fields} findings={findings} />
        <StopList {...fields} active={activeStop} onActivate={activate} findings={findings} />
        <TourMap {...fields} active={activeStop} onActivate={activate} />
      </div>
      <ConfirmModal
        opened={cancelling}
        onClose={confirm.close}
        title={t('tours.editor.cancelQuestion', { unit: name })}
        confirmLabel={t('tours.editor.cancel')}
        danger
        busy={cancel.isPending}
        problem={cancel.error}
        onConfirm={() => stored !== null && cancel.mutate({ params: { id: stored.id } })}
      >
        <Text size="sm">{t('tours.editor.cancelHint')}</Text>
      </ConfirmModal>
    </section>
  );
}

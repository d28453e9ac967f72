import { Button, Chip, Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createQuietPlace, deleteQuietPlace, updateQuietPlace } from '../../../../../core/api/tours.ts';
import { QUIET_PLACE_KINDS, QuietPlace } from '../../../../../core/model/tour.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { TimeOfDayInput } from '../../../components/TimeOfDayInput.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { withKind, type PlaceDraft } from './place-draft.ts';
import { weekdayNames } from './weekday-names.ts';

interface Props {
  draft: PlaceDraft;
  onChange: (draft: PlaceDraft) => void;
  onClose: () => void;
}

const Spec = QuietPlace.omit({ id: true });
const USUAL_HOURS = { from: '07:00', to: '15:00' };

export function PlaceForm({ draft, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const done = () => {
    notifyDone(t('common.saved'));
    onClose();
  };
  const create = useSend(createQuietPlace, ['quiet-places', 'tours'], done);
  const update = useSend(updateQuietPlace, ['quiet-places', 'tours'], done);
  const remove = useSend(deleteQuietPlace, ['quiet-places', 'tours'], () => {
    notifyDone(t('tours.places.removed'));
    onClose();
  });
  const { id, ...body } = draft;
  const whole = Spec.safeParse(body);
  const put = (part: Partial<PlaceDraft>) => onChange({ ...draft, ...part });
  const save = () => {
    if (!whole.success) return;
    if (id === undefined) create.mutate({ body: whole.data });
    else update.mutate({ params: { id }, body: whole.data });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c={draft.point === null ? 'var(--wv-warn)' : 'dimmed'}>
          {t(draft.point === null ? 'tours.places.addHere' : 'tours.places.move')}
        </Text>
        <Chip.Group
          value={draft.kind}
          onChange={(kind) => onChange(withKind(draft, QuietPlace.shape.kind.parse(kind)))}
        >
          <Group gap={6}>
            {QUIET_PLACE_KINDS.map((kind) => (
              <Chip key={kind} value={kind} size="sm">
                {t(`tours.places.kinds.${kind}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <TextInput
          label={t('common.name')}
          required
          maxLength={120}
          value={draft.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <NumberInput
          label={t('tours.places.radius')}
          min={10}
          max={5000}
          step={10}
          clampBehavior="blur"
          allowDecimal={false}
          value={draft.radiusM}
          onChange={(radiusM) => typeof radiusM === 'number' && put({ radiusM })}
        />
        <SegmentedControl
          data={[
            { value: 'always', label: t('tours.places.always') },
            { value: 'hours', label: t('tours.places.hours') },
          ]}
          value={draft.hours === null ? 'always' : 'hours'}
          onChange={(value) => put({ hours: value === 'always' ? null : USUAL_HOURS })}
        />
        {draft.hours !== null && (
          <Group gap="sm">
            <TimeOfDayInput
              label={t('tours.places.from')}
              value={draft.hours.from}
              onChange={(from) => put({ hours: { ...(draft.hours ?? USUAL_HOURS), from } })}
            />
            <TimeOfDayInput
              isEnd
              label={t('tours.places.until')}
              value={draft.hours.to}
              onChange={(to) => put({ hours: { ...(draft.hours ?? USUAL_HOURS), to } })}
            />
          </Group>
        )}
        <div>
          <Text size="sm" fw={500} mb={6}>
            {t('tours.places.days')}
          </Text>
          <Chip.Group
            multiple
            value={draft.days.map(String)}
            onChange={(days) => put({ days: days.map(Number).sort() })}
          >
            <Group gap={4}>
              {weekdayNames(locale).map((name, day) => (
                <Chip key={name} value={String(day)} size="xs">
                  {name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          {draft.days.length === 0 && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('tours.places.everyDay')}
            </Text>
          )}
        </div>
        <ProblemAlert problem={create.error ?? update.error ?? remove.error} />
        <Group justify="space-between" gap="xs">
          {id === undefined ? (
            <span />
          ) : (
            <Button
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params: { id } })}
            >
              {t('common.delete')}
            </Button>
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={!whole.success} loading={create.isPending || update.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangleFilled, IconMapPinOff, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TourStop } from '../../../../../core/model/tour.ts';
import type { TourFinding } from '../../../../../core/tours/index.ts';
import { TimeOfDayInput } from '../../../components/TimeOfDayInput.tsx';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { RowButtons } from './RowButtons.tsx';
import { moved, type TourFields } from './tour-fields.ts';

interface Props extends TourFields {
  findings: readonly TourFinding[];
  /** The stop that is open for changes and that a click on the map places. */
  active: number | null;
  onActivate: (stop: number | null) => void;
}

export const EMPTY_STOP: TourStop = {
  name: '',
  point: null,
  areaId: null,
  arriveLocal: null,
  leaveLocal: null,
};

export function StopList({ plan, isReadOnly, change, findings, active, onActivate }: Props) {
  const { t } = useTranslation();
  const { stops } = plan;
  const put = (index: number, part: Partial<TourStop>) =>
    change({ stops: stops.map((stop, other) => (other === index ? { ...stop, ...part } : stop)) });
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Title order={3} size="h6">
          {t('tours.editor.stops')}
        </Title>
        {!isReadOnly && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={15} />}
            onClick={() => {
              const name = t('tours.editor.stop', { number: stops.length + 1 });
              change({ stops: [...stops, { ...EMPTY_STOP, name }] });
              onActivate(stops.length);
            }}
          >
            {t('tours.editor.addStop')}
          </Button>
        )}
      </Group>
      {stops.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('tours.editor.noStops')}
        </Text>
      ) : (
        <ol className="wv-tour-list">
          {stops.map((stop, index) => (
            <StopRow
              // A stop has no name of its own that lasts; its place in the list is what people call it by.
              key={index}
              stop={stop}
              index={index}
              count={stops.length}
              flaw={findings.find((finding) => 'stop' in finding && finding.stop === index)?.serious}
              isOpen={active === index && !isReadOnly}
              isReadOnly={isReadOnly}
              onToggle={() => onActivate(active === index ? null : index)}
              onChange={(part) => put(index, part)}
              onMove={(to) => {
                change({ stops: moved(stops, index, to) });
                onActivate(to);
              }}
              onRemove={() => {
                change({ stops: stops.filter((_, other) => other !== index) });
                onActivate(null);
              }}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

interface RowProps {
  stop: TourStop;
  index: number;
  count: number;
  flaw: boolean | undefined;
  isOpen: boolean;
  isReadOnly: boolean;
  onToggle: () => void;
  onChange: (part: Partial<TourStop>) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function StopRow(props: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areas } = useDirectory();
  const { stop, index, isOpen, isReadOnly, flaw, onChange } = props;
  const times = [stop.arriveLocal, stop.leaveLocal].flatMap((time) =>
    time === null ? [] : format.timeOfDay(time),
  );
  const area = stop.areaId === null ? '' : (areas.get(stop.areaId)?.name ?? '');
  const title = stop.name || t('tours.editor.unnamedStop');
  return (
    <li className="wv-tour-stop" data-open={isOpen || undefined}>
      <div className="wv-tour-row">
        <button type="button" className="wv-tour-stop-head" aria-expanded={isOpen} onClick={props.onToggle}>
          <span className="wv-tour-pin wv-num">{index + 1}</span>
          <span className="wv-tour-text">
            <Text component="span" display="block" size="sm" fw={550} truncate>
              {flaw !== undefined && (
                <IconAlertTriangleFilled
                  size={14}
                  aria-hidden
                  style={{
                    color: flaw ? 'var(--wv-live)' : 'var(--wv-warn)',
                    verticalAlign: -2,
                    marginRight: 4,
                  }}
                />
              )}
              {title}
            </Text>
            <Text component="span" display="block" size="xs" c="dimmed" truncate className="wv-num">
              {[times.join('–'), area].filter((part) => part !== '').join(' · ')}
            </Text>
          </span>
          {stop.point === null && <IconMapPinOff size={16} aria-label={t('tours.editor.noPoint')} />}
        </button>
        {!isReadOnly && (
          <RowButtons
            title={title}
            index={index}
            count={props.count}
            onMove={props.onMove}
            onRemove={props.onRemove}
          />
        )}
      </div>
      {isOpen && (
        <div className="wv-tour-stop-form">
          <TextInput
            label={t('tours.editor.stopName')}
            maxLength={120}
            value={stop.name}
            error={stop.name.trim() === ''}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Group gap="sm" wrap="nowrap">
            <TimeOfDayInput
              label={t('tours.editor.arrive')}
              value={stop.arriveLocal ?? ''}
              onChange={(arriveLocal) => onChange({ arriveLocal })}
            />
            <TimeOfDayInput
              label={t('tours.editor.leave')}
              value={stop.leaveLocal ?? ''}
              onChange={(leaveLocal) => onChange({ leaveLocal })}
            />
          </Group>
          <Select
            label={t('tours.editor.area')}
            searchable
            clearable
            data={[...areas.values()].map(({ id, name }) => ({ value: id, label: name }))}
            value={stop.areaId}
            onChange={(areaId) => onChange({ areaId })}
          />
          {stop.point === null && (
            <Text size="xs" c="var(--wv-warn)">
              {t('tours.editor.noPoint')}
            </Text>
          )}
        </div>
      )}
    </li>
  );
}

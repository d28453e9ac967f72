import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { updateArea } from '../../../../../core/api/people.ts';
import type { Area } from '../../../../../core/model/catalogue.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { Section } from '../../../components/Section.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import type { Drawing } from './PlacesTab.tsx';

interface Props {
  areas: readonly Area[];
  drawing: Drawing | null;
  onDraw: (drawing: Drawing | null) => void;
  mayEdit: boolean;
}

const USUAL_RADIUS_M = 800;

/** The circle that stands for each area; only what has one can be covered. */
export function AreaCircles({ areas, drawing, onDraw, mayEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (drawing?.kind === 'place') return null;
  if (drawing?.kind === 'area') return <AreaForm drawing={drawing} onDraw={onDraw} />;
  return (
    <Section title={t('tours.places.areas')} flush>
      <ul className="wv-places-list">
        {areas.map((area) => (
          <li key={area.id}>
            <button
              type="button"
              disabled={!mayEdit}
              onClick={() =>
                onDraw({
                  kind: 'area',
                  area,
                  circle: area.circle ?? { centre: null, radiusM: USUAL_RADIUS_M },
                })
              }
            >
              <Text component="span" size="sm" fw={550}>
                {area.name}
              </Text>
              <Text component="span" size="xs" c="dimmed" className="wv-num">
                {area.circle === null
                  ? t('tours.places.notDrawn')
                  : t('tours.places.radiusOf', { radius: format.number(area.circle.radiusM) })}
              </Text>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AreaForm({
  drawing,
  onDraw,
}: {
  drawing: Extract<Drawing, { kind: 'area' }>;
  onDraw: Props['onDraw'];
}) {
  const { t } = useTranslation();
  const { area, circle } = drawing;
  const save = useSend(updateArea, ['areas', 'tours'], () => {
    notifyDone(t('common.saved'));
    onDraw(null);
  });
  const send = (next: Area['circle']) => {
    const { id, ...spec } = area;
    save.mutate({ params: { id }, body: { ...spec, circle: next } });
  };
  return (
    <Section title={area.name}>
      <Stack gap="sm">
        <Text size="sm" c={circle.centre === null ? 'var(--wv-warn)' : 'dimmed'}>
          {t('tours.places.moveArea', { name: area.name })}
        </Text>
        <NumberInput
          label={t('tours.places.radius')}
          min={50}
          max={20_000}
          step={50}
          clampBehavior="blur"
          allowDecimal={false}
          value={circle.radiusM}
          onChange={(radiusM) =>
            typeof radiusM === 'number' && onDraw({ ...drawing, circle: { ...circle, radiusM } })
          }
        />
        <ProblemAlert problem={save.error} />
        <Group justify="space-between" gap="xs">
          {area.circle === null ? (
            <span />
          ) : (
            <Button variant="subtle" color="red" onClick={() => send(null)}>
              {t('tours.places.clearArea')}
            </Button>
          )}
          <Group gap="xs">
            <Button variant="default" onClick={() => onDraw(null)}>
              {t('common.cancel')}
            </Button>
            <Button
              disabled={circle.centre === null || circle.radiusM < 50}
              loading={save.isPending}
              onClick={() =>
                circle.centre !== null && send({ centre: circle.centre, radiusM: circle.radiusM })
              }
            >
              {t('common.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Section>
  );
}

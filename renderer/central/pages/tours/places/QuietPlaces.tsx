import { Button, Text } from '@mantine/core';
import { IconPlus, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuietPlace } from '../../../../../core/model/tour.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Section } from '../../../components/Section.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { PlaceForm } from './PlaceForm.tsx';
import { NEW_PLACE } from './place-draft.ts';
import type { Drawing } from './PlacesTab.tsx';
import { weekdayNames } from './weekday-names.ts';

interface Props {
  places: readonly QuietPlace[];
  drawing: Drawing | null;
  onDraw: (drawing: Drawing | null) => void;
  mayEdit: boolean;
}

export function QuietPlaces({ places, drawing, onDraw, mayEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const weekdays = weekdayNames(format.locale);
  const when = ({ days, hours }: QuietPlace) => {
    const day = days.length === 0 ? t('tours.places.everyDay') : days.map((one) => weekdays[one]).join(', ');
    const time =
      hours === null
        ? t('tours.places.always').toLowerCase()
        : `${format.timeOfDay(hours.from)}–${format.timeOfDay(hours.to)}`;
    return `${day}, ${time}`;
  };
  if (drawing?.kind === 'place')
    return (
      <Section title={drawing.draft.name || t('tours.places.add')}>
        <PlaceForm
          draft={drawing.draft}
          onChange={(draft) => onDraw({ kind: 'place', draft })}
          onClose={() => onDraw(null)}
        />
      </Section>
    );
  return (
    <Section
      title={t('tours.places.quiet')}
      flush
      actions={
        mayEdit && (
          <Button
            size="xs"
            leftSection={<IconPlus size={15} />}
            disabled={drawing !== null}
            onClick={() => onDraw({ kind: 'place', draft: NEW_PLACE })}
          >
            {t('tours.places.add')}
          </Button>
        )
      }
    >
      {places.length === 0 ? (
        <EmptyState icon={IconVolumeOff} title={t('tours.places.none')}>
          {t('tours.places.noneHint')}
        </EmptyState>
      ) : (
        <ul className="wv-places-list">
          {places.map((place) => (
            <li key={place.id}>
              <button
                type="button"
                disabled={!mayEdit || drawing !== null}
                onClick={() => onDraw({ kind: 'place', draft: place })}
              >
                <Text component="span" size="sm" fw={550}>
                  {place.name}
                </Text>
                <Text component="span" size="xs" c="dimmed" className="wv-num">
                  {t(`tours.places.kinds.${place.kind}`)} · {format.number(place.radiusM)} m · {when(place)}
                </Text>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

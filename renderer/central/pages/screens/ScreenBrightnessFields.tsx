import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrightnessStep, GeoPoint } from '../../../../core/model/screen-settings.ts';
import { formatLocalDateTime } from '../../../../core/time/index.ts';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { dayCurve, MOST_STEPS, usualSteps, wholePlace } from './brightness-form.ts';
import { BrightnessStepRow } from './BrightnessStepRow.tsx';
import { DayCurve } from './DayCurve.tsx';
import { LocationInput } from './LocationInput.tsx';
import type { ScreenFields } from './screen-fields.ts';

const NEW_STEP: BrightnessStep = { from: { kind: 'clock', time: '18:00' }, percent: 50 };

/** Where the screen stands, how bright its panel is to be through the day, and what that makes of today. */
export function ScreenBrightnessFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { timeOfDay } = useFormat();
  const [nowMs] = useState(() => Date.now());
  const { brightness, location } = values.player;
  const curve = dayCurve(brightness, location, values.timeZone, nowMs);
  const place = wholePlace(location);
  const setSteps = (steps: BrightnessStep[]) => set('player', { ...values.player, brightness: steps });
  const waitsForPlace = place === null && brightness.some(({ from }) => from.kind !== 'clock');
  return (
    <Section title={t('brightness.title')} hint={t('brightness.hint')}>
      <Stack gap="md">
        <LocationInput
          value={location}
          onChange={(next: GeoPoint | null) => set('player', { ...values.player, location: next })}
          hint={
            curve.sunriseMs === null || curve.sunsetMs === null
              ? t('brightness.locationHint')
              : t('brightness.sunToday', {
                  sunrise: timeOfDay(clockOf(curve.sunriseMs)),
                  sunset: timeOfDay(clockOf(curve.sunsetMs)),
                })
          }
        />
        {brightness.length > 0 && (
          <ol className="wv-steps">
            {brightness.map((step, index) => (
              <BrightnessStepRow
                key={index}
                number={index + 1}
                value={step}
                onChange={(next) => setSteps(brightness.with(index, next))}
                onRemove={() => setSteps(brightness.toSpliced(index, 1))}
              />
            ))}
          </ol>
        )}
        {waitsForPlace && (
          <Text size="sm" c="var(--wv-warn)">
            {t('brightness.needsLocation')}
          </Text>
        )}
        {brightness.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('brightness.none')}
          </Text>
        ) : (
          <DayCurve curve={curve} hours={values.operatingHours} />
        )}
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} />}
            disabled={brightness.length >= MOST_STEPS}
            onClick={() => setSteps([...brightness, NEW_STEP])}
          >
            {t('brightness.add')}
          </Button>
          {brightness.length === 0 && (
            <Button variant="subtle" size="xs" onClick={() => setSteps(usualSteps(place !== null))}>
              {t('brightness.usual')}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}

/** `HH:MM` so long after midnight. */
const clockOf = (sinceMidnightMs: number): string => formatLocalDateTime(sinceMidnightMs).slice(11, 16);

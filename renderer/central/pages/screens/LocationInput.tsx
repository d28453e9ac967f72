import { Box, NumberInput, SimpleGrid, Text } from '@mantine/core';
import { useState, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GeoPoint } from '../../../../core/model/screen-settings.ts';
import { parseCoordinates, wholePlace } from './brightness-form.ts';

interface Props {
  value: GeoPoint | null;
  onChange: (value: GeoPoint | null) => void;
  hint: string;
}

type Typed = number | string;

const numberOf = (typed: Typed): number => (typed === '' ? NaN : Number(typed));

/** Latitude and longitude. While only one is there the place is one no form accepts, so that nothing half is saved. */
export function LocationInput({ value, onChange, hint }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ latitude: Typed; longitude: Typed }>({
    latitude: value?.latitudeDeg ?? '',
    longitude: value?.longitudeDeg ?? '',
  });
  const change = (next: typeof typed) => {
    setTyped(next);
    const isEmpty = next.latitude === '' && next.longitude === '';
    const place = { latitudeDeg: numberOf(next.latitude), longitudeDeg: numberOf(next.longitude) };
    onChange(isEmpty ? null : place);
  };
  const paste = (event: ClipboardEvent) => {
    const found = parseCoordinates(event.clipboardData.getData('text'));
    if (found === undefined) return;
    event.preventDefault();
    change({ latitude: found.latitudeDeg, longitude: found.longitudeDeg });
  };
  const isBad = value !== null && wholePlace(value) === null;
  return (
    <Box onPaste={paste}>
      <SimpleGrid cols={2} spacing="sm">
        {(['latitude', 'longitude'] as const).map((field) => (
          <NumberInput
            key={field}
            label={t(`brightness.${field}`)}
            decimalScale={6}
            allowedDecimalSeparators={[',', '.']}
            hideControls
            error={isBad}
            value={typed[field]}
            onChange={(next) => change({ ...typed, [field]: next })}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" mt={4} c={isBad ? 'var(--mantine-color-error)' : 'dimmed'}>
        {isBad ? t('brightness.bothNeeded') : hint}
      </Text>
    </Box>
  );
}

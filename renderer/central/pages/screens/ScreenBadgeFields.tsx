import { NumberInput, Select, SimpleGrid, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutputRect } from '../../../../core/model/catalogue.ts';
import { isEven } from './screen-form.ts';
import { CORNERS, usualBadge, type Badge } from './zone-layout.ts';

const SIZES = [
  ['widthPx', 'badgeWidth'],
  ['heightPx', 'badgeHeight'],
] as const;

interface Props {
  panel: OutputRect;
  value: Badge | null;
  onChange: (value: Badge | null) => void;
}

/** A small picture of its own in a corner of the large one. */
export function ScreenBadgeFields({ panel, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Switch
        label={t('settings.badge')}
        description={t('settings.badgeHint')}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usualBadge(panel) : null)}
      />
      {value && (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <Select
            label={t('settings.badgeCorner')}
            allowDeselect={false}
            data={CORNERS.map((corner) => ({ value: corner, label: t(`settings.corner.${corner}`) }))}
            value={value.corner}
            onChange={(corner) => corner && onChange({ ...value, corner })}
          />
          {SIZES.map(([field, label]) => (
            <NumberInput
              key={field}
              label={t(`settings.${label}`)}
              min={0}
              max={panel[field]}
              step={2}
              allowDecimal={false}
              value={value[field]}
              error={isEven(value[field]) ? null : t('settings.even')}
              onChange={(px) => onChange({ ...value, [field]: Number(px) || 0 })}
            />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OutputRect } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { OutputDrawing } from './OutputDrawing.tsx';
import { ScreenBadgeFields } from './ScreenBadgeFields.tsx';
import type { ScreenFields } from './screen-fields.ts';
import { isEven } from './screen-form.ts';
import { badgeOf, tickerHeightPx, usualTickerPx, withBadge, zonesOf, type Badge } from './zone-layout.ts';

const FIELDS = [
  ['widthPx', 'width'],
  ['heightPx', 'height'],
  ['x', 'x'],
  ['y', 'y'],
] as const;

/** Panel size, its rectangle on the desktop, the ticker along its bottom, and the badge in a corner. */
export function ScreenOutputFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { output, zones } = values;
  // As they were asked for: while a size is being typed the panel may be too small for them for a moment.
  const [tickerPx, askTicker] = useState(() => tickerHeightPx(zones));
  const [badge, askBadge] = useState(() => badgeOf(zones, output));
  const mainPx = zones.find(({ id }) => id === 'main')?.heightPx ?? 0;
  const setTicker = (nextPx: number) => {
    askTicker(nextPx);
    set('zones', zonesOf(output, nextPx, badge));
  };
  const setBadge = (next: Badge | null) => {
    askBadge(next);
    set('zones', withBadge(zones, output, next));
  };
  /** Where on the desktop the panel lies is no matter of its zones. */
  const change = (field: (typeof FIELDS)[number][0], px: number) => {
    const next = { ...output, [field]: px };
    set('output', next);
    if (field === 'widthPx' || field === 'heightPx') set('zones', zonesOf(next, tickerPx, badge));
  };
  return (
    <Section title={t('settings.output')} hint={t('settings.outputHint')}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
          {FIELDS.map(([field, label]) => (
            <NumberInput
              key={field}
              label={t(`settings.${label}`)}
              min={0}
              allowDecimal={false}
              step={2}
              value={output[field]}
              error={OutputRect.shape[field].safeParse(output[field]).success ? null : t('settings.even')}
              onChange={(value) => change(field, Number(value) || 0)}
            />
          ))}
        </SimpleGrid>
        <OutputDrawing output={output} zones={zones} />
        <Switch
          label={t('settings.ticker')}
          checked={tickerPx > 0}
          onChange={(event) => setTicker(event.currentTarget.checked ? usualTickerPx(output.heightPx) : 0)}
        />
        {tickerPx > 0 && (
          <NumberInput
            label={t('settings.tickerHeight')}
            maw={220}
            min={8}
            max={output.heightPx - 1}
            step={2}
            allowDecimal={false}
            value={tickerPx}
            error={isEven(mainPx) ? null : t('settings.even')}
            onChange={(value) => setTicker(Math.max(1, Number(value) || 1))}
          />
        )}
        <ScreenBadgeFields panel={output} value={badge} onChange={setBadge} />
      </Stack>
    </Section>
  );
}

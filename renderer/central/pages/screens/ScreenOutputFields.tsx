import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OutputRect } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { OutputDrawing } from './OutputDrawing.tsx';
import type { ScreenFields } from './screen-fields.ts';
import { tickerHeightPx, usualTickerPx, zonesOf } from './screen-form.ts';

const FIELDS = [
  ['widthPx', 'width'],
  ['heightPx', 'height'],
  ['x', 'x'],
  ['y', 'y'],
] as const;

/** Panel size, its rectangle on the desktop, and the ticker along its bottom. */
export function ScreenOutputFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { output, zones } = values;
  const tickerPx = tickerHeightPx(zones);
  const change = (next: OutputRect, nextTickerPx: number) => {
    set('output', next);
    set('zones', zonesOf(next.widthPx, next.heightPx, nextTickerPx));
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
              onChange={(value) => change({ ...output, [field]: Number(value) || 0 }, tickerPx)}
            />
          ))}
        </SimpleGrid>
        <OutputDrawing output={output} zones={zones} />
        <Switch
          label={t('settings.ticker')}
          checked={tickerPx > 0}
          onChange={(event) =>
            change(output, event.currentTarget.checked ? usualTickerPx(output.heightPx) : 0)
          }
        />
        {tickerPx > 0 && (
          <NumberInput
            label={t('settings.tickerHeight')}
            maw={220}
            min={8}
            max={output.heightPx - 1}
            allowDecimal={false}
            value={tickerPx}
            onChange={(value) => change(output, Math.max(1, Number(value) || 1))}
          />
        )}
      </Stack>
    </Section>
  );
}

import { Button, List, NumberInput, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { listAreas } from '../../../../core/api/people.ts';
import type { AroundClip } from '../../../../core/model/city-settings.ts';
import { useRead } from '../../api/use-api.ts';
import { Section } from '../../components/Section.tsx';
import type { CityFields } from './city-fields.ts';

const AREA = '{kelurahan}';
const LONGEST = 300;

export function AroundClipSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  const around = values.aroundClip;
  const change = (part: Partial<AroundClip>) => set('aroundClip', { ...around, ...part });
  const areas = useRead('areas', listAreas, {}).data ?? [];
  const area = areas.find(({ level }) => level === 'village')?.name ?? t('city.someArea');
  const spoken = (text: string) => `“${text.trim().replaceAll(AREA, area)}”`;
  const heard = [
    around.chime ? t('city.orderChime') : null,
    around.greeting.trim() === '' ? null : spoken(around.greeting),
    t('city.orderClip'),
    around.closing.trim() === '' ? null : spoken(around.closing),
    around.gapMs === 0 ? null : t('city.orderSilence', { seconds: around.gapMs / 1000 }),
  ].filter((one) => one !== null);
  return (
    <Section title={t('city.around')} hint={t('city.aroundHint')}>
      <Stack gap="md">
        <Switch
          label={t('city.chime')}
          checked={around.chime}
          onChange={(event) => change({ chime: event.currentTarget.checked })}
        />
        <div>
          <Textarea
            label={t('city.greeting')}
            description={t('city.greetingHint')}
            placeholder={t('city.greetingPlaceholder')}
            autosize
            minRows={2}
            maxLength={LONGEST}
            value={around.greeting}
            onChange={(event) => change({ greeting: event.currentTarget.value })}
          />
          {!around.greeting.includes(AREA) && around.greeting.length + AREA.length < LONGEST && (
            <Button
              mt={4}
              size="compact-xs"
              variant="light"
              onClick={() => change({ greeting: `${around.greeting} ${AREA}`.trimStart() })}
            >
              {t('city.insertArea')}
            </Button>
          )}
        </div>
        <Textarea
          label={t('city.closing')}
          description={t('city.closingHint')}
          placeholder={t('city.closingPlaceholder')}
          autosize
          minRows={2}
          maxLength={LONGEST}
          value={around.closing}
          onChange={(event) => change({ closing: event.currentTarget.value })}
        />
        <NumberInput
          label={t('city.gap')}
          description={t('city.gapHint')}
          suffix={` ${t('city.secondsSuffix')}`}
          min={0}
          max={60}
          maw={280}
          allowDecimal={false}
          value={around.gapMs / 1000}
          onChange={(seconds) => change({ gapMs: Number(seconds) * 1000 })}
        />
        <div>
          <Text size="xs" c="dimmed" mb={4}>
            {t('city.order')}
          </Text>
          <List type="ordered" size="sm" aria-label={t('city.order')} className="wv-break">
            {heard.map((one, index) => (
              <List.Item key={index}>{one}</List.Item>
            ))}
          </List>
        </div>
      </Stack>
    </Section>
  );
}

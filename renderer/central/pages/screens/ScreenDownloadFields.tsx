import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DownloadPolicy } from '../../../../core/model/screen-settings.ts';
import { Section } from '../../components/Section.tsx';
import { DownloadWindows } from './DownloadWindows.tsx';
import { LimitInput } from './LimitInput.tsx';
import type { ScreenFields } from './screen-fields.ts';

const MOST_MB = 10_000_000;

/** What the screen's link may carry, when, and whether neighbours help. */
export function ScreenDownloadFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { downloads, lanSharing } = values.player;
  const change = (part: Partial<DownloadPolicy>) =>
    set('player', { ...values.player, downloads: { ...downloads, ...part } });
  return (
    <Section title={t('fetching.title')} hint={t('fetching.hint')}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <LimitInput
            label={t('fetching.budget')}
            description={t('fetching.budgetHint')}
            suffix=" MB"
            min={1}
            max={MOST_MB}
            value={downloads.monthlyBudgetMb}
            onChange={(monthlyBudgetMb) => change({ monthlyBudgetMb })}
          />
          <LimitInput
            label={t('fetching.quota')}
            description={t('fetching.quotaHint')}
            suffix=" MB"
            min={100}
            max={MOST_MB}
            value={downloads.quotaMb}
            onChange={(quotaMb) => change({ quotaMb })}
          />
          <LimitInput
            label={t('fetching.bandwidth')}
            description={t('fetching.bandwidthHint')}
            suffix=" kbit/s"
            min={16}
            max={1_000_000}
            value={downloads.bandwidthKbps}
            onChange={(bandwidthKbps) => change({ bandwidthKbps })}
          />
          <NumberInput
            label={t('fetching.parallel')}
            description={t('fetching.parallelHint')}
            min={1}
            max={8}
            clampBehavior="strict"
            allowDecimal={false}
            value={downloads.parallel}
            onChange={(parallel) => change({ parallel: Math.max(1, Number(parallel) || 1) })}
          />
        </SimpleGrid>
        <DownloadWindows value={downloads.windows} onChange={(windows) => change({ windows })} />
        <Switch
          label={t('fetching.sharing')}
          description={t('fetching.sharingHint')}
          checked={lanSharing}
          onChange={(event) => set('player', { ...values.player, lanSharing: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}

import { SegmentedControl, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconPhoto, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { createAnnouncement, listAssets, listJobs } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Section } from '../../components/Section.tsx';
import { useMay } from '../../session/session.ts';
import { AssetCard } from './AssetCard.tsx';
import { AssetModal } from './AssetModal.tsx';
import { UploadRow } from './UploadRow.tsx';
import { useUploads } from './uploads.ts';
import { UploadZone } from './UploadZone.tsx';

const KINDS = ['all', 'video', 'image', 'audio'] as const;
type Kind = (typeof KINDS)[number];

export function MediaPage() {
  const { t } = useTranslation();
  const assets = useRead('assets', listAssets, {});
  const jobs = useRead('jobs', listJobs, {}).data ?? [];
  const { items } = useUploads();
  const mayUpload = useMay(createAnnouncement);
  const [kind, setKind] = useState<Kind>('all');
  const [search, setSearch] = useState('');
  const [asked, setAsked] = useSearchParams();
  const openedId = asked.get('asset');
  const setOpenedId = (id: string | null) => setAsked(id === null ? {} : { asset: id }, { replace: true });
  const jobOf = (asset: Asset) => jobs.findLast((job) => job.subjectId === asset.id);
  const wanted = (asset: Asset) =>
    (kind === 'all' || asset.probe?.kind === kind) && asset.name.toLowerCase().includes(search.toLowerCase());
  const opened = assets.data?.find((asset) => asset.id === openedId);

  return (
    <>
      <PageHeader title={t('media.title')} subtitle={t('media.subtitle')} />
      <Stack gap="md">
        {mayUpload && <UploadZone />}
        {items.length > 0 && (
          <Section title={t('media.uploads')}>
            {items.map((item) => (
              <UploadRow key={item.key} item={item} />
            ))}
          </Section>
        )}
        <Group justify="space-between" gap="sm">
          <SegmentedControl<Kind>
            size="xs"
            value={kind}
            onChange={setKind}
            data={KINDS.map((value) => ({ value, label: t(`media.kinds.${value}`) }))}
          />
          <TextInput
            size="xs"
            aria-label={t('common.search')}
            placeholder={t('common.search')}
            className="wv-search"
            leftSection={<IconSearch size={15} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </Group>
        <Loaded query={assets}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState icon={IconPhoto} title={t('media.empty')}>
                {t('media.emptyHint')}
              </EmptyState>
            ) : list.some(wanted) ? (
              <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing={{ base: 'xs', sm: 'md' }}>
                {list.filter(wanted).map((asset) => (
                  <AssetCard
                    key={asset.id}
                    asset={asset}
                    job={jobOf(asset)}
                    onOpen={() => setOpenedId(asset.id)}
                  />
                ))}
              </SimpleGrid>
            ) : (
              <EmptyState icon={IconSearch} title={t('common.nothingFound')} />
            )
          }
        </Loaded>
      </Stack>
      {opened && (
        <AssetModal
          asset={opened}
          job={jobOf(opened)}
          onClose={() => setOpenedId(null)}
          onOpen={(asset) => setOpenedId(asset.id)}
        />
      )}
    </>
  );
}

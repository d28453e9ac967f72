import { Button, Text } from '@mantine/core';
import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createAgency, listAgencies } from '../../../../core/api/people.ts';
import type { Agency } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useMay } from '../../session/session.ts';
import { AgencyModal } from './AgencyModal.tsx';

export function AgencyList() {
  const { t } = useTranslation();
  const mayEdit = useMay(createAgency);
  const agencies = useRead('agencies', listAgencies, {});
  const [edited, setEdited] = useState<Agency | 'new' | null>(null);
  return (
    <Section
      title={t('agencies.agencies')}
      flush
      actions={
        mayEdit && (
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setEdited('new')}>
            {t('agencies.newAgency')}
          </Button>
        )
      }
    >
      <Loaded query={agencies}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconBuildingCommunity} title={t('agencies.emptyAgencies')}>
              {t('agencies.emptyAgenciesHint')}
            </EmptyState>
          ) : (
            <DataTable
              label={t('agencies.agencies')}
              rows={list}
              rowKey={(agency) => agency.id}
              columns={[
                {
                  key: 'name',
                  label: t('common.name'),
                  heading: true,
                  render: (agency) => (
                    <>
                      <Text size="sm" fw={600}>
                        {agency.name}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {agency.shortName}
                      </Text>
                    </>
                  ),
                },
                {
                  key: 'kind',
                  label: t('agencies.kind'),
                  render: (agency) => t(`agencies.kinds.${agency.kind}`),
                },
                ...(mayEdit
                  ? [
                      {
                        key: 'edit',
                        label: '',
                        align: 'right' as const,
                        render: (agency: Agency) => (
                          <Button size="compact-sm" variant="default" onClick={() => setEdited(agency)}>
                            {t('common.edit')}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      {edited && <AgencyModal agency={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}

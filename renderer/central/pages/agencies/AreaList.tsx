import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMap2, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { createArea, listAreas } from '../../../../core/api/people.ts';
import { useRead } from '../../api/use-api.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useMay } from '../../session/session.ts';
import { AreaModal } from './AreaModal.tsx';

export function AreaList() {
  const { t } = useTranslation();
  const mayAdd = useMay(createArea);
  const areas = useRead('areas', listAreas, {});
  const names = useDirectory().areas;
  const [adding, add] = useDisclosure(false);
  return (
    <Section
      title={t('agencies.areas')}
      flush
      actions={
        mayAdd && (
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={add.open}>
            {t('agencies.newArea')}
          </Button>
        )
      }
    >
      <Loaded query={areas}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconMap2} title={t('agencies.emptyAreas')}>
              {t('agencies.emptyAreasHint')}
            </EmptyState>
          ) : (
            <DataTable
              label={t('agencies.areas')}
              rows={[...list].sort((a, b) => a.code.localeCompare(b.code))}
              rowKey={(area) => area.id}
              columns={[
                {
                  key: 'name',
                  label: t('common.name'),
                  heading: true,
                  render: (area) => (
                    <>
                      <Text size="sm" fw={600}>
                        {area.name}
                      </Text>
                      {area.parentId !== null && (
                        <Text size="xs" c="dimmed">
                          {names.get(area.parentId)?.name}
                        </Text>
                      )}
                    </>
                  ),
                },
                {
                  key: 'level',
                  label: t('agencies.level'),
                  render: (area) => t(`agencies.levels.${area.level}`),
                },
                {
                  key: 'code',
                  label: t('agencies.code'),
                  render: (area) => <span className="wv-num">{area.code}</span>,
                },
              ]}
            />
          )
        }
      </Loaded>
      {adding && <AreaModal onClose={add.close} />}
    </Section>
  );
}

import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconTruck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { createUnit, listUnits } from '../../../../core/api/reports.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay } from '../../session/session.ts';
import { UnitCard } from './UnitCard.tsx';
import { UnitModal } from './UnitModal.tsx';

export function UnitsPage() {
  const { t } = useTranslation();
  const mayAdd = useMay(createUnit);
  const [adding, add] = useDisclosure(false);
  const units = useRead('mobile-units', listUnits, {});
  return (
    <>
      <PageHeader
        title={t('units.title')}
        subtitle={t('units.subtitle')}
        actions={
          mayAdd && (
            <Button leftSection={<IconPlus size={17} />} onClick={add.open}>
              {t('units.new')}
            </Button>
          )
        }
      />
      <Loaded query={units}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconTruck} title={t('units.empty')}>
              {t('units.emptyHint')}
            </EmptyState>
          ) : (
            <Stack gap="md">
              {list.map((unit) => (
                <UnitCard key={unit.id} unit={unit} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <UnitModal unit={null} onClose={add.close} />}
    </>
  );
}

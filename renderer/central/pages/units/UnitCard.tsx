import { Button, Group, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteCrewDevice } from '../../../../core/api/crew.ts';
import { call } from '../../api/client.ts';
import { getPack, previewPack, updateUnit } from '../../../../core/api/reports.ts';
import { urlOf } from '../../../../core/api/url.ts';
import type { MobileUnit } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { useMay } from '../../session/session.ts';
import { canPickFolder } from '../../stick/pick-folder.ts';
import { PackTake } from '../../stick/PackTake.tsx';
import { PackClips } from './PackClips.tsx';
import { PackFindings } from './PackFindings.tsx';
import { UnitCrew } from './UnitCrew.tsx';
import { UnitModal } from './UnitModal.tsx';

export function UnitCard({ unit }: { unit: MobileUnit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.isoDate(useNowMs(60_000));
  const { areas, agencies } = useDirectory();
  const mayEdit = useMay(updateUnit);
  const mayDownload = useMay(getPack);
  const mayConnect = useMay(inviteCrewDevice);
  const [editing, edit] = useDisclosure(false);
  const [chosen, setDate] = useState<string | null>(null);
  const date = chosen ?? today;
  const request = { params: { id: unit.id }, query: { date } };
  const load = useCallback(
    () => call(getPack, { params: { id: unit.id }, query: { date } }),
    [unit.id, date],
  );
  const pack = useRead('mobile-units', previewPack, request, { keepPrevious: true });
  const hint = [
    unit.plate,
    unit.agencyId === null ? '' : (agencies.get(unit.agencyId)?.name ?? ''),
    unit.areaIds.map((id) => areas.get(id)?.name ?? '').join(', ') || t('units.allAreas'),
  ].filter((part) => part !== '');
  return (
    <Section
      title={unit.name}
      hint={hint.join(' · ')}
      actions={
        mayEdit && (
          <Button size="xs" variant="default" leftSection={<IconPencil size={15} />} onClick={edit.open}>
            {t('common.edit')}
          </Button>
        )
      }
    >
      <Group justify="space-between" align="flex-end" gap="sm" my="xs">
        <DatePickerInput
          label={t('units.date')}
          valueFormat="dddd, D MMM YYYY"
          w={250}
          value={date}
          onChange={setDate}
        />
        {mayDownload && (
          <PackTake
            isSomething={(pack.data?.clips.length ?? 0) > 0}
            href={urlOf(getPack, request)}
            load={load}
            stickTitle={t('stick.title')}
          />
        )}
      </Group>
      <Loaded query={pack} lines={2}>
        {(preview) => (
          <>
            <PackFindings findings={preview.findings} />
            <PackClips clips={preview.clips} />
          </>
        )}
      </Loaded>
      <Text size="xs" c="dimmed" mt="sm">
        {canPickFolder() ? '' : `${t('units.downloadHint')} `}
        {t('units.expiry')}
      </Text>
      {mayConnect && <UnitCrew unit={unit} />}
      {editing && <UnitModal unit={unit} onClose={edit.close} />}
    </Section>
  );
}

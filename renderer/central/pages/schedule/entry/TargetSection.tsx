import { SegmentedControl, Select, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ZoneId, type EntryTarget } from '../../../../../core/model/catalogue.ts';
import { Section } from '../../../components/Section.tsx';
import { useDirectory } from '../../../hooks/use-directory.ts';
import type { PlanFields } from './plan-fields.ts';

const KINDS = ['all', 'screen', 'group', 'area'] as const;

const targetOf = (kind: EntryTarget['kind'], id: string): EntryTarget => {
  switch (kind) {
    case 'all':
      return { kind };
    case 'screen':
      return { kind, screenId: id };
    case 'group':
      return { kind, groupId: id };
    case 'area':
      return { kind, areaId: id };
  }
};

const idOf = (target: EntryTarget): string => {
  switch (target.kind) {
    case 'all':
      return '';
    case 'screen':
      return target.screenId;
    case 'group':
      return target.groupId;
    case 'area':
      return target.areaId;
  }
};

export function TargetSection({ plan, set }: PlanFields) {
  const { t } = useTranslation();
  const { screens, groups, areas } = useDirectory();
  const choices = { all: new Map<string, { name: string }>(), screen: screens, group: groups, area: areas };
  const { kind } = plan.target;
  return (
    <Section title={t('entry.where')}>
      <Stack gap="sm">
        <SegmentedControl<EntryTarget['kind']>
          size="xs"
          w="fit-content"
          maw="100%"
          value={kind}
          onChange={(next) => set('target', targetOf(next, [...choices[next].keys()][0] ?? ''))}
          data={KINDS.map((value) => ({
            value,
            label: t(`schedule.target.${value}`),
            disabled: value !== 'all' && choices[value].size === 0,
          }))}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {kind !== 'all' && (
            <Select
              label={t(`schedule.target.${kind}`)}
              searchable
              data={[...choices[kind]].map(([value, { name }]) => ({ value, label: name }))}
              value={idOf(plan.target) || null}
              onChange={(id) => id !== null && set('target', targetOf(kind, id))}
            />
          )}
          <Select
            label={t('entry.zone')}
            data={ZoneId.options.map((zone) => ({ value: zone, label: t(`zone.${zone}`) }))}
            value={plan.zone}
            onChange={(zone) => zone !== null && set('zone', zone)}
          />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

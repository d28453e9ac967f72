import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import type { ScreenFields } from './screen-fields.ts';

/** Where the panel lies on its group's wall; nothing where the group is no wall. */
export function ScreenWallFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const group = useDirectory().groups.get(values.groupId ?? '');
  if (group?.sync !== true || group.wall === null) return null;
  const { wallPlace } = values;
  return (
    <Section title={t('settings.wall')} hint={t('settings.wallSize', group.wall)}>
      <Stack gap="md">
        <Switch
          label={t('settings.onWall')}
          checked={wallPlace !== null}
          onChange={(event) => set('wallPlace', event.currentTarget.checked ? { x: 0, y: 0 } : null)}
        />
        {wallPlace && (
          <SimpleGrid cols={2} spacing="sm">
            {(['x', 'y'] as const).map((field) => (
              <NumberInput
                key={field}
                label={t(`settings.${field}`)}
                min={0}
                allowDecimal={false}
                value={wallPlace[field]}
                onChange={(value) => set('wallPlace', { ...wallPlace, [field]: Number(value) || 0 })}
              />
            ))}
          </SimpleGrid>
        )}
      </Stack>
    </Section>
  );
}

import { Checkbox, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { listAgencies } from '../../../../core/api/people.ts';
import { CATEGORIES } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { Section } from '../../components/Section.tsx';
import { useSession } from '../../session/session.ts';
import type { ContentFields } from './content-fields.ts';
import { ScriptCheck } from './script/ScriptCheck.tsx';

const OUTPUTS = ['screen', 'ticker', 'mobile'] as const;
const SCRIPT_MAX = 4000;

export function ContentSection(fields: ContentFields) {
  const { values, set } = fields;
  const { t } = useTranslation();
  const { user } = useSession();
  const agencies = useRead('agencies', listAgencies, {}).data ?? [];
  const own = user.agencyId === null ? agencies : agencies.filter((agency) => agency.id === user.agencyId);
  const hasOutput = OUTPUTS.some((output) => values.outputs[output]);
  return (
    <Section title={t('form.content')}>
      <Stack gap="md">
        <TextInput
          label={t('form.titleLabel')}
          placeholder={t('form.titlePlaceholder')}
          required
          maxLength={120}
          value={values.title}
          onChange={(event) => set('title', event.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label={t('form.agency')}
            required
            searchable={own.length > 6}
            data={own.map((agency) => ({ value: agency.id, label: agency.name }))}
            value={values.agencyId || null}
            error={agencies.length === 0 ? t('form.agencyMissing') : null}
            onChange={(value) => value !== null && set('agencyId', value)}
          />
          <Select
            label={t('form.category')}
            data={CATEGORIES.map((category) => ({ value: category, label: t(`category.${category}`) }))}
            value={values.category}
            onChange={(value) => value !== null && set('category', value)}
          />
        </SimpleGrid>
        <Textarea
          label={t('form.script')}
          description={t('form.scriptHint')}
          autosize
          minRows={4}
          maxRows={14}
          maxLength={SCRIPT_MAX}
          value={values.script}
          onChange={(event) => set('script', event.currentTarget.value)}
        />
        <ScriptCheck {...fields} />
        <Checkbox.Group
          label={t('form.outputs')}
          error={hasOutput ? null : t('form.noOutput')}
          value={OUTPUTS.filter((output) => values.outputs[output])}
          onChange={(chosen) =>
            set('outputs', {
              screen: chosen.includes('screen'),
              ticker: chosen.includes('ticker'),
              mobile: chosen.includes('mobile'),
            })
          }
        >
          <Group gap="xs" mt={6}>
            {OUTPUTS.map((output) => (
              <Checkbox.Card key={output} value={output} w="auto" px="sm" py={8} radius="md">
                <Group gap={8} wrap="nowrap">
                  <Checkbox.Indicator />
                  <Text size="sm">{t(`output.${output}`)}</Text>
                </Group>
              </Checkbox.Card>
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
    </Section>
  );
}

import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { Section } from '../../components/Section.tsx';
import { ScriptFindings } from './script/ScriptFindings.tsx';
import { SpokenScript } from './script/SpokenScript.tsx';
import { useScriptFindings } from './script/use-script-findings.ts';

/** The script as it was written, and what its check found: the reviewer reads the same advice as the editor. */
export function ScriptSection({ content }: { content: AnnouncementContent }) {
  const { t } = useTranslation();
  const findings = useScriptFindings(content);
  return (
    <Section title={t('announcements.script')}>
      <Stack gap="md">
        <Text style={{ whiteSpace: 'pre-line' }} maw="68ch" className="wv-break">
          {content.script || t('announcements.noScript')}
        </Text>
        {findings.length > 0 && (
          <div>
            <Text size="sm" fw={500} mb={8}>
              {t('scriptCheck.title')}
            </Text>
            <ScriptFindings content={content} findings={findings} />
          </div>
        )}
        <SpokenScript content={content} />
      </Stack>
    </Section>
  );
}

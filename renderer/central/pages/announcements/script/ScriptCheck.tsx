import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScriptFinding } from '../../../../../core/script-check/index.ts';
import type { ContentFields } from '../content-fields.ts';
import { ScriptFindings } from './ScriptFindings.tsx';
import { SpokenScript } from './SpokenScript.tsx';
import { useScriptFindings } from './use-script-findings.ts';

/** Advice on what is written, while it is written. */
export function ScriptCheck({ values, set }: ContentFields) {
  const { t } = useTranslation();
  const findings = useScriptFindings(values);
  const replace = ({ field, span }: ScriptFinding, suggestion: string) =>
    set(field, values[field].slice(0, span.start) + suggestion + values[field].slice(span.end));
  return (
    <>
      {findings.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {t('scriptCheck.title')}
          </Text>
          <Text size="xs" c="dimmed" mb={8}>
            {t('scriptCheck.advice')}
          </Text>
          <ScriptFindings content={values} findings={findings} onReplace={replace} />
        </div>
      )}
      <SpokenScript content={values} />
    </>
  );
}

import { Spoiler, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../../core/model/catalogue.ts';
import { spokenParts } from '../../../../../core/speech/index.ts';
import { isSpoken } from './use-script-findings.ts';
import './ScriptFindings.css';

/** Three lines. */
const FOLDED_PX = 65;

/** The script with its numbers, dates and abbreviations as the speech engine says them; nothing where a person speaks. */
export function SpokenScript({ content }: { content: AnnouncementContent }) {
  const { t } = useTranslation();
  const { script } = content;
  const parts = useMemo(() => spokenParts(script), [script]);
  if (!isSpoken(content) || parts.length === 0) return null;
  return (
    <div className="wv-spoken">
      <Text size="sm" fw={500}>
        {t('scriptCheck.spokenWhole')}
      </Text>
      <Spoiler
        maxHeight={FOLDED_PX}
        showLabel={t('scriptCheck.more')}
        hideLabel={t('scriptCheck.less')}
        styles={{ control: { fontSize: 'var(--mantine-font-size-xs)' } }}
      >
        <Text component="p" size="sm" m={0} maw="68ch" style={{ whiteSpace: 'pre-line' }}>
          {parts.map((part, index) => (
            <span key={part.start}>
              {script.slice(parts[index - 1]?.end ?? 0, part.start)}
              <mark title={part.written}>{part.spoken}</mark>
            </span>
          ))}
          {script.slice(parts.at(-1)?.end ?? 0)}
        </Text>
      </Spoiler>
    </div>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementContent } from '../../../../../core/model/catalogue.ts';
import type { ScriptFinding } from '../../../../../core/script-check/index.ts';
import type { FindingGroup } from './use-script-findings.ts';
import './ScriptFindings.css';

interface Props {
  content: AnnouncementContent;
  findings: readonly FindingGroup[];
  /** Puts a suggestion in the place of what was found; absent for readers. */
  onReplace?: ((finding: ScriptFinding, suggestion: string) => void) | undefined;
}

const ICON = { warning: IconAlertTriangle, hint: IconEye, info: IconVolume };
/** Letters of the text shown on either side of what was found. */
const AROUND = 48;

/** Each finding with the words it is about marked in their sentence, why, and how it will be spoken. */
export function ScriptFindings({ content, findings, onReplace }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="wv-findings" aria-label={t('scriptCheck.title')}>
      {findings.map((group) => {
        const [{ field, span, level }] = group;
        const Icon = ICON[level];
        const text = content[field];
        return (
          <li key={`${field}${span.start}-${span.end}`} data-level={level}>
            <Icon size={17} aria-label={t(`scriptCheck.level.${level}`)} />
            <div>
              <Text size="sm" className="wv-break">
                {field !== 'script' && <b>{t(`scriptCheck.field.${field}`)}: </b>}
                {cutBefore(text, span.start)}
                <mark>{text.slice(span.start, span.end)}</mark>
                {cutAfter(text, span.end)}
              </Text>
              {group.map((finding) => (
                <Why key={finding.code} finding={finding} onReplace={onReplace} />
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Why({ finding, onReplace }: { finding: ScriptFinding; onReplace: Props['onReplace'] }) {
  const { t } = useTranslation();
  const { code, spoken, suggestion } = finding;
  return (
    <>
      <Text size="xs" c="dimmed">
        {t(`scriptCheck.code.${code}`)}
        {spoken !== null && <> {t('scriptCheck.spoken', { spoken })}</>}
      </Text>
      {suggestion !== null && onReplace && (
        <Group mt={2}>
          <Button size="compact-xs" variant="light" onClick={() => onReplace(finding, suggestion)}>
            {t('scriptCheck.replace', { text: suggestion })}
          </Button>
        </Group>
      )}
    </>
  );
}

/** From the beginning of a word. */
const cutBefore = (text: string, start: number): string =>
  start <= AROUND ? text.slice(0, start) : `…${text.slice(start - AROUND, start).replace(/^\S*/, '')}`;

/** To the end of a word. */
const cutAfter = (text: string, end: number): string =>
  text.length - end <= AROUND ? text.slice(end) : `${text.slice(end, end + AROUND).replace(/\s\S*$/, '')} …`;

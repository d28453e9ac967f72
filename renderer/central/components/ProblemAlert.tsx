import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/problem.ts';
import { currentLanguage } from '../i18n/index.ts';

interface Props {
  problem: ApiProblem | null;
  onRetry?: () => void;
}

/** A problem as the sentence a person reads, with the fields it names. */
export function ProblemAlert({ problem, onRetry }: Props) {
  const { t } = useTranslation();
  if (!problem) return null;
  const fields = Object.entries(problem.fields);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
      <Text size="sm">{problem.sentence(currentLanguage())}</Text>
      {fields.length > 0 && (
        <List size="xs" mt={6}>
          {fields.map(([path, message]) => (
            <List.Item key={path}>
              <strong>{path}</strong>: {message}
            </List.Item>
          ))}
        </List>
      )}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

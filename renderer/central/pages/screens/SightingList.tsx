import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listSightings, type Sighting } from '../../../../core/api/sightings.ts';
import { useRead } from '../../api/use-api.ts';
import { SightingCard } from './SightingCard.tsx';
import './Sightings.css';

interface Props {
  screenId: string;
  kind: Sighting['kind'];
}

/** The newest pictures of one kind and, leaf by leaf, all before them; nothing while there is none. */
export function SightingList({ screenId, kind }: Props) {
  const { t } = useTranslation();
  const [before, setBefore] = useState<{ beforeMs: number; beforeId: string } | null>(null);
  const request = { params: { id: screenId }, query: { kind, ...before } };
  const seen = useRead('sightings', listSightings, request, { keepPrevious: true }).data;
  const last = seen?.sightings.at(-1);
  if (seen === undefined || (last === undefined && before === null)) return null;
  return (
    <Stack gap={6} component="section" aria-label={t(`eye.seenBy.${kind}`)}>
      <Text size="xs" fw={600} c="dimmed">
        {t(`eye.seenBy.${kind}`)}
      </Text>
      <div className="wv-sightings">
        {seen.sightings.map((sighting) => (
          <SightingCard key={sighting.id} sighting={sighting} />
        ))}
      </div>
      <Group gap="xs">
        {before !== null && (
          <Button size="xs" variant="default" onClick={() => setBefore(null)}>
            {t('eye.newest')}
          </Button>
        )}
        {seen.hasOlder && last && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setBefore({ beforeMs: last.takenAtMs, beforeId: last.id })}
          >
            {t('eye.older')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

import { Text } from '@mantine/core';
import { useFormat } from '../hooks/use-format.ts';
import { useNowMs } from '../session/clock.ts';

export function CityClock() {
  const format = useFormat();
  const nowMs = useNowMs();
  return (
    <Text component="time" size="sm" fw={600} className="wv-num" style={{ whiteSpace: 'nowrap' }}>
      <Text span inherit visibleFrom="sm">
        {format.timeSeconds(nowMs)}
      </Text>
      <Text span inherit hiddenFrom="sm">
        {format.time(nowMs)}
      </Text>{' '}
      <Text span inherit c="dimmed" fw={500}>
        {format.zone}
      </Text>
    </Text>
  );
}

import { DateTimePicker } from '@mantine/dates';
import { fromLocal, toLocal } from '../../ui/zone-time.ts';
import { useFormat } from '../hooks/use-format.ts';

interface Props {
  label: string;
  valueMs: number;
  onChange: (valueMs: number) => void;
  error?: string | null;
}

/** An instant, entered as date and time in the city's zone, which stands beside the label. */
export function InstantInput({ label, valueMs, onChange, error = null }: Props) {
  const { zone, timeZone } = useFormat();
  return (
    <DateTimePicker
      label={`${label} (${zone})`}
      valueFormat="D MMM YYYY HH:mm"
      error={error}
      required
      value={toLocal(timeZone, valueMs).replace('T', ' ')}
      onChange={(local) => local !== null && onChange(fromLocal(timeZone, local))}
    />
  );
}

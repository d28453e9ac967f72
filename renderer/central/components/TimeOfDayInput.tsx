import { TimePicker } from '@mantine/dates';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Shown above the field; use `ariaLabel` where there is no room. */
  label?: string;
  ariaLabel?: string;
  description?: string;
  /** `HH:MM`; a window's end at midnight is `24:00`. */
  value: string;
  onChange: (value: string) => void;
  /** The end of a window: midnight means `24:00`. */
  isEnd?: boolean;
}

/** A time of day in 24 hours, whatever the browser's own language. */
export function TimeOfDayInput({ label, ariaLabel, description, value, onChange, isEnd = false }: Props) {
  const { t } = useTranslation();
  const name = label ?? ariaLabel ?? '';
  return (
    <TimePicker
      {...(label === undefined ? {} : { label })}
      {...(description === undefined ? {} : { description })}
      styles={{ wrapper: { width: 116 } }}
      withDropdown
      minutesStep={5}
      hoursInputLabel={`${name}: ${t('common.hours')}`}
      minutesInputLabel={`${name}: ${t('common.minutes')}`}
      value={value === '24:00' ? '00:00' : value}
      onChange={(next) => {
        if (!/^\d\d:\d\d/.test(next)) return;
        const time = next.slice(0, 5);
        onChange(isEnd && time === '00:00' ? '24:00' : time);
      }}
    />
  );
}

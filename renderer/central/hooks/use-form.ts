import { useState } from 'react';

/** Fields of a form as one value, with a typed setter a field. */
export function useForm<T extends object>(initial: T | (() => T)) {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState(false);
  return {
    values,
    /** Whether anything was changed since it was opened or reset. */
    touched,
    set: <K extends keyof T>(field: K, value: T[K]): void => {
      setTouched(true);
      setValues((before) => ({ ...before, [field]: value }));
    },
    patch: (part: Partial<T>): void => {
      setTouched(true);
      setValues((before) => ({ ...before, ...part }));
    },
    reset: (next: T): void => {
      setTouched(false);
      setValues(next);
    },
  };
}

interface Props<T extends string> {
  value: T;
  options: readonly (readonly [T, string])[];
  onChange(value: T): void;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ value, options, onChange }: Props<T>) {
  return (
    <div className="choice" role="group">
      {options.map(([key, label]) => (
        <button key={key} aria-pressed={key === value} onClick={() => onChange(key)}>
          {label}
        </button>
      ))}
    </div>
  );
}

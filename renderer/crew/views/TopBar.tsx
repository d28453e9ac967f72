import type { ReactNode } from 'react';
import { useCrew, useText } from './context.ts';
import { DemoMark } from './DemoMark.tsx';

/** The car's name, whether there is network, and one button. */
export function TopBar({ title, hint, action }: { title: string; hint: string; action: ReactNode }) {
  const t = useText();
  const { isOnline } = useCrew();
  return (
    <header>
      <DemoMark />
      <div className="bar">
        <div className="bar-text">
          <h1>{title}</h1>
          <p>
            <span className={isOnline ? 'chip on' : 'chip off'} role="status">
              {t(isOnline ? 'line.online' : 'line.offline')}
            </span>
            {hint}
          </p>
        </div>
        {action}
      </div>
    </header>
  );
}

import type { ReactNode } from 'react';
import { DemoRibbon } from '../../ui/DemoRibbon.tsx';
import { useCrew, useText } from './context.ts';

/** The car's name, whether there is network, and one button. */
export function TopBar({ title, hint, action }: { title: string; hint: string; action: ReactNode }) {
  const t = useText();
  const { isOnline, verified } = useCrew();
  return (
    <header>
      {verified?.root.demo === true && <DemoRibbon text={t('app.demo')} />}
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

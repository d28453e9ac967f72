import { useEffect } from 'react';
import type { CrewApp } from '../app/crew-app.ts';
import { AppContext, useCrew, useText } from './context.ts';
import { DayView } from './DayView.tsx';
import { InsecureView } from './InsecureView.tsx';
import { LiveView } from './LiveView.tsx';
import { NowView } from './NowView.tsx';
import { SignInView } from './SignInView.tsx';

export function Root({ app }: { app: CrewApp }) {
  return (
    <AppContext value={app}>
      <Screen />
    </AppContext>
  );
}

function Screen() {
  const { phase, settings, player, live } = useCrew();
  const t = useText();
  useEffect(() => {
    document.documentElement.lang = settings.language;
    document.documentElement.dataset['theme'] = settings.theme;
  }, [settings.language, settings.theme]);
  switch (phase) {
    case 'loading':
      return <p className="wait">{t('app.loading')}</p>;
    case 'elsewhere':
      return (
        <main className="wait">
          <p>{t('app.elsewhere')}</p>
          <p className="dim">{t('app.elsewhereHint')}</p>
          <button className="wide" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
        </main>
      );
    case 'insecure':
      return <InsecureView />;
    case 'signed_out':
    case 'signing_in':
      return <SignInView />;
    case 'ready':
      if (live !== null) return <LiveView live={live} />;
      return player.kind === 'active' ? <NowView now={player} /> : <DayView />;
  }
}

import { useState } from 'react';
import { Choice } from './Choice.tsx';
import { Icon } from './Icon.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { TopBar } from './TopBar.tsx';
import { useApp, useCrew, useText } from './context.ts';

export function MenuView({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const t = useText();
  const { settings, position, phone, verified } = useCrew();
  const [isSure, setSure] = useState(false);
  const metres = position.kind === 'known' ? Math.round(position.position.accuracyM) : 0;
  return (
    <div className="page">
      <TopBar
        title={t('app.name')}
        hint={verified?.day.cityName ?? ''}
        action={
          <button className="bar-button" aria-label={t('menu.back')} onClick={onClose}>
            <Icon name="close" />
          </button>
        }
      />
      <main>
        <section className="card">
          <h3>{t('menu.language')}</h3>
          <LanguageChoice />
          <h3>{t('menu.theme')}</h3>
          <Choice
            value={settings.theme}
            options={[
              ['auto', t('menu.theme.auto')],
              ['light', t('menu.theme.light')],
              ['dark', t('menu.theme.dark')],
            ]}
            onChange={(theme) => void app.change({ theme })}
          />
        </section>
        <section className="card">
          <h3>{t('menu.position')}</h3>
          <p>{t(`menu.position.${position.kind}`, { metres })}</p>
        </section>
        <section className="card">
          <h3>{t('menu.phone')}</h3>
          <p>
            {phone?.userName}
            {verified !== null && ` · ${verified.day.unitName}`}
          </p>
          <button className="wide quietly" onClick={() => (isSure ? void app.signOut() : setSure(true))}>
            {t(isSure ? 'menu.signOutSure' : 'menu.signOut')}
          </button>
        </section>
      </main>
    </div>
  );
}

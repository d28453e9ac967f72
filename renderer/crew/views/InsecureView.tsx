import { Icon } from './Icon.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { useText } from './context.ts';

/** Opened where the browser withholds what the app cannot do without. */
export function InsecureView() {
  const t = useText();
  return (
    <main className="door">
      <h1>{t('insecure.title')}</h1>
      <p className="banner bad" role="alert">
        <Icon name="warn" />
        <span>{t('insecure.why')}</span>
      </p>
      <p>{t('insecure.do')}</p>
      <LanguageChoice />
    </main>
  );
}

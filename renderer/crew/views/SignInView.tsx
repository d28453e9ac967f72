import { useState } from 'react';
import { invitationIn } from '../net/sign-in.ts';
import { isTextKey } from '../i18n/text.ts';
import { useApp, useCrew, useText } from './context.ts';
import { Icon } from './Icon.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';

export function SignInView() {
  const app = useApp();
  const t = useText();
  const { phase, signInProblem, plays } = useCrew();
  const [link, setLink] = useState('');
  const [isWrong, setWrong] = useState(false);
  const waiting = plays.filter(({ state }) => state === 'ended').length;
  const problem = `signIn.problem.${signInProblem ?? ''}`;
  const submit = () => {
    const invitation = invitationIn(link);
    setWrong(invitation === null);
    if (invitation !== null) void app.signIn(invitation);
  };
  if (phase === 'signing_in') return <p className="wait">{t('signIn.going')}</p>;
  return (
    <main className="door">
      <img src="/crew/icon.svg" alt="" width={72} height={72} />
      <h1>{t('signIn.title')}</h1>
      {signInProblem !== null && (
        <p className="banner bad" role="alert">
          <Icon name="warn" />
          {t(isTextKey(problem) ? problem : 'signIn.problem.other')}
        </p>
      )}
      <ol>
        <li>{t('signIn.step1')}</li>
        <li>{t('signIn.step2')}</li>
        <li>{t('signIn.step3')}</li>
      </ol>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label>
          {t('signIn.paste')}
          <input
            value={link}
            onChange={(event) => setLink(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        {isWrong && <p className="wrong">{t('signIn.notALink')}</p>}
        <button className="wide" disabled={link.trim() === ''}>
          {t('signIn.go')}
        </button>
      </form>
      {waiting > 0 && <p className="dim">{t('signIn.waiting', { count: waiting })}</p>}
      <LanguageChoice />
    </main>
  );
}

import { useApp, useCrew } from './context.ts';
import { Choice } from './Choice.tsx';

export function LanguageChoice() {
  const app = useApp();
  const { settings } = useCrew();
  return (
    <Choice
      value={settings.language}
      options={[
        ['id', 'Indonesia'],
        ['en', 'English'],
      ]}
      onChange={(language) => void app.change({ language })}
    />
  );
}

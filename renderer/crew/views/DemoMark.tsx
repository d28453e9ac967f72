import { DemoRibbon } from '../../ui/DemoRibbon.tsx';
import { useCrew, useText } from './context.ts';

/** On every view of a demonstration city's phone. */
export function DemoMark() {
  const t = useText();
  const { verified } = useCrew();
  return verified?.root.demo === true ? <DemoRibbon text={t('app.demo')} /> : null;
}

import { Input, NumberInput, SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PlayerSettings, type Transition } from '../../../../core/model/screen-settings.ts';
import { Section } from '../../components/Section.tsx';
import type { ScreenFields } from './screen-fields.ts';

const FADE = { leastMs: 100, mostMs: 2000 };
const USUAL_FADE: Transition = { kind: 'cross_fade', durationMs: 500 };
const LOOK = { leastS: 5, mostS: 3600 };

/** How one item gives way to the next, and how often the player looks whether it is to be seen. */
export function ScreenShowingFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { transition, lookEveryMs } = values.player;
  const change = (part: Partial<PlayerSettings>) => set('player', { ...values.player, ...part });
  const is = <K extends 'transition' | 'lookEveryMs'>(field: K) =>
    PlayerSettings.shape[field].safeParse(values.player[field]).success;
  return (
    <Section title={t('showing.title')}>
      <Stack gap="md">
        <Input.Wrapper label={t('showing.transition')} description={t('showing.transitionHint')}>
          <SegmentedControl
            mt={6}
            w="fit-content"
            display="flex"
            data={[
              { value: 'cut', label: t('showing.cut') },
              { value: 'cross_fade', label: t('showing.crossFade') },
            ]}
            value={transition.kind}
            onChange={(kind) => change({ transition: kind === 'cut' ? { kind } : USUAL_FADE })}
          />
        </Input.Wrapper>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {transition.kind === 'cross_fade' && (
            <NumberInput
              label={t('showing.fadeMs')}
              description={t('showing.fadeHint')}
              min={FADE.leastMs}
              max={FADE.mostMs}
              step={100}
              clampBehavior="none"
              allowDecimal={false}
              value={transition.durationMs}
              error={is('transition') ? null : t('showing.fadeRange', FADE)}
              onChange={(value) => change({ transition: { ...transition, durationMs: Number(value) || 0 } })}
            />
          )}
          <NumberInput
            label={t('showing.lookEvery')}
            description={t('showing.lookHint')}
            min={LOOK.leastS}
            max={LOOK.mostS}
            step={5}
            clampBehavior="none"
            allowDecimal={false}
            value={lookEveryMs / 1000}
            error={is('lookEveryMs') ? null : t('showing.lookRange', LOOK)}
            onChange={(value) => change({ lookEveryMs: (Number(value) || 0) * 1000 })}
          />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

import { SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { getAroundClip } from '../../../../../core/api/around.ts';
import { FIRST_AROUND_CLIP } from '../../../../../core/model/around-clip.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { Section } from '../../../components/Section.tsx';
import { AroundForm } from './AroundForm.tsx';
import { AroundInForce } from './AroundInForce.tsx';
import { AroundProposal } from './AroundProposal.tsx';

/** What is heard around clips: what holds on one side, what is proposed or being written on the other. */
export function AroundSection() {
  const { t } = useTranslation();
  const [writing, write] = useDisclosure(false);
  const status = useRead('around', getAroundClip, {});
  return (
    <Section title={t('around.title')} hint={t('around.hint')}>
      <Loaded query={status}>
        {(known) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xl" mt="xs">
            <AroundInForce status={known} />
            {writing ? (
              <AroundForm
                initial={(known.proposed ?? known.inForce)?.content ?? FIRST_AROUND_CLIP}
                onClose={write.close}
              />
            ) : (
              <AroundProposal status={known} onWrite={write.open} />
            )}
          </SimpleGrid>
        )}
      </Loaded>
    </Section>
  );
}

import { IconCalendarOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { createEntry, listEntries } from '../../../../core/api/schedule.ts';
import type { EntryPlan } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { useMay } from '../../session/session.ts';
import { emptyPlan } from './entry/empty-plan.ts';
import { EntryForm } from './entry/EntryForm.tsx';

/** A schedule entry: `/schedule/new`, or an existing one. */
export function EntryPage() {
  const { t } = useTranslation();
  const { id = 'new' } = useParams();
  const [params] = useSearchParams();
  const format = useFormat();
  const today = format.isoDate(useNowMs(60_000));
  const entries = useRead('schedule', listEntries, {});
  const isNew = id === 'new';
  const mayPlan = useMay(createEntry);
  if (isNew && !mayPlan) return <NotForYou />;
  return (
    <>
      <PageHeader
        above={<BackLink to="/schedule?tab=entries">{t('schedule.title')}</BackLink>}
        title={t(isNew ? 'entry.newTitle' : 'entry.editTitle')}
      />
      {isNew ? (
        <EntryForm
          entryId={null}
          initial={emptyPlan(params.get('announcement') ?? '', today, format.timeZone)}
        />
      ) : (
        <Loaded query={entries}>
          {(list) => {
            const plan: EntryPlan | undefined = list.find((entry) => entry.id === id)?.plan;
            return plan ? (
              <EntryForm key={id} entryId={id} initial={plan} />
            ) : (
              <EmptyState icon={IconCalendarOff} title={t('entry.missing')} />
            );
          }}
        </Loaded>
      )}
    </>
  );
}

import { useState } from 'react';
import { coursesOf, placeIn, startOf, type Course } from '../play/round.ts';
import { titleOf } from '../play/judge.ts';
import { Banners } from './Banners.tsx';
import { Choice } from './Choice.tsx';
import { ClipList } from './ClipList.tsx';
import { FilesBar } from './FilesBar.tsx';
import { Icon } from './Icon.tsx';
import { LogView } from './LogView.tsx';
import { MenuView } from './MenuView.tsx';
import { TopBar } from './TopBar.tsx';
import { TourCard } from './TourCard.tsx';
import { useApp, useCrew, useFormat, useText, useTick } from './context.ts';

/** Today and tomorrow, and the one big button. */
export function DayView() {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { verified, place, phone } = useCrew();
  const [shown, show] = useState<'day' | 'log' | 'menu'>('day');
  useTick(30_000);
  const [dateChosen, chooseDate] = useState<string | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  if (shown === 'log') return <LogView onClose={() => show('day')} />;
  if (shown === 'menu') return <MenuView onClose={() => show('day')} />;

  const day = verified?.day ?? null;
  const dates = day?.dates ?? [];
  const today = app.signedIn?.today() ?? '';
  const date =
    dates.find((one) => one === dateChosen) ?? dates.find((one) => one === today) ?? dates[0] ?? '';
  const courses = day === null ? [] : coursesOf(day, date);
  const course = courses.find((one) => one.tourId === chosen) ?? likeliest(courses, place?.tourId);
  const at = course && placeIn(course, place);
  const isPlayable =
    course !== undefined && date === today && course.tour?.state !== 'cancelled' && course.clipIds.length > 0;
  const clipId = course?.clipIds[at?.clip ?? 0];
  const hasBegun = at !== undefined && (at.passed.length > 0 || at.round > 0 || at.heard.length > 0);
  return (
    <div className="page">
      <TopBar
        title={day?.unitName ?? phone?.userName ?? ''}
        hint={date === '' ? '' : format.date(date)}
        action={
          <>
            <button className="bar-button" aria-label={t('log.title')} onClick={() => show('log')}>
              <Icon name="list" />
            </button>
            <button className="bar-button" aria-label={t('menu.open')} onClick={() => show('menu')}>
              <Icon name="menu" />
            </button>
          </>
        }
      />
      <main>
        <Banners />
        {day === null || course === undefined || at === undefined ? (
          <p className="wait">{t('day.waiting')}</p>
        ) : (
          <>
            <Choice
              value={date}
              options={dates.map((one, index) => [
                one,
                one === today
                  ? t('day.today')
                  : dates[index - 1] === today
                    ? t('day.tomorrow')
                    : format.date(one),
              ])}
              onChange={chooseDate}
            />
            {!dates.includes(today) && <p className="wrong">{t('day.old')}</p>}
            {courses.length > 1 && (
              <Choice
                value={course.tourId ?? ''}
                options={courses.map((one) => [
                  one.tourId ?? '',
                  format.timeOfDay(one.tour?.plan.startLocal ?? ''),
                ])}
                onChange={choose}
              />
            )}
            <TourCard
              course={course}
              place={at}
              onStop={(stop) => void app.signedIn?.goTo(startOf(course, stop))}
            />
            <FilesBar />
            <ClipList course={course} current={isPlayable ? at.clip : null} isToday={date === today} />
          </>
        )}
      </main>
      <footer className="dock">
        <button
          className="big"
          disabled={!isPlayable}
          onClick={() => course && at && app.signedIn?.play(course, at)}
        >
          <span className="disc">
            <Icon name="play" sizePx={64} />
          </span>
          <span className="big-text">
            <strong>{t(hasBegun ? 'player.resume' : 'player.start')}</strong>
            {isPlayable && verified !== null && clipId !== undefined && (
              <span>{titleOf(verified, clipId)}</span>
            )}
            {dates.includes(today) && date !== today && <span>{t('player.notToday')}</span>}
          </span>
        </button>
      </footer>
    </div>
  );
}

/** The tour that is under way, else the first that is not over. */
function likeliest(courses: readonly Course[], begunId: string | null | undefined): Course | undefined {
  const open = courses.filter(({ tour }) => tour === null || ['planned', 'driving'].includes(tour.state));
  return open.find(({ tourId }) => tourId === begunId) ?? open[0] ?? courses[0];
}

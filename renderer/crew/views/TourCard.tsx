import type { Course } from '../play/round.ts';
import type { PlaceInTour } from '../store/database.ts';
import { useCrew, useFormat, useText } from './context.ts';

/** Where the tour goes. A tap on a stop says that the car is there. */
export function TourCard({
  course,
  place,
  onStop,
}: {
  course: Course;
  place: PlaceInTour;
  onStop(stop: number): void;
}) {
  const t = useText();
  const format = useFormat();
  const { verified } = useCrew();
  const names = new Map(verified?.day.areas.map((area) => [area.id, area.name]));
  const { tour } = course;
  if (tour === null) {
    return (
      <section className="card">
        <h2>{t('day.noTour')}</h2>
        <p className="dim">{t(course.clipIds.length === 0 ? 'day.nothing' : 'day.noTourHint')}</p>
      </section>
    );
  }
  const { plan } = tour;
  const areas = plan.areaIds.map((id) => names.get(id) ?? id).join(', ');
  return (
    <section className="card">
      <h2 className="hours">
        {format.timeOfDay(plan.startLocal)}–{format.timeOfDay(plan.endLocal)}
      </h2>
      <p className="areas">{areas === '' ? t('day.wholeCity') : areas}</p>
      {tour.state === 'cancelled' && <p className="wrong">{t('day.cancelled')}</p>}
      {plan.note !== '' && <p className="note">{plan.note}</p>}
      {plan.stops.length > 0 && (
        <>
          <h3>{t('day.stops')}</h3>
          <ol className="stops">
            {plan.stops.map((stop, index) => (
              <li key={index}>
                <button aria-pressed={index === place.stop} onClick={() => onStop(index)}>
                  <span className="stop-number">{index + 1}</span>
                  <span className="stop-name">
                    {stop.name}
                    <span className="dim">{names.get(stop.areaId ?? '') ?? ''}</span>
                  </span>
                  <span className="stop-time">
                    {stop.arriveLocal === null ? '' : format.timeOfDay(stop.arriveLocal)}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {plan.repeats > 1 && <p className="dim">{t('day.repeats', { count: plan.repeats })}</p>}
        </>
      )}
    </section>
  );
}

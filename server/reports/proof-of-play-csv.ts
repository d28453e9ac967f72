import type { Reader } from '../auth/users.ts';
import type { DirectorServices } from '../director-services.ts';
import { readAreas } from '../store/areas.ts';
import type { Period } from './as-run.ts';
import { csvLine, csvStart, seconds } from './csv.ts';
import { CSV_TEXT } from './csv-text.ts';
import { localTimes } from './local-time.ts';
import { proofOfPlay } from './proof-of-play.ts';

/** Planned against played as CSV (RFC 4180), with times in the city's zone. */
export async function proofOfPlayCsv(
  services: DirectorServices,
  period: Period,
  reader: Reader,
  language: keyof typeof CSV_TEXT,
): Promise<string> {
  const { rows, cars } = await proofOfPlay(services, period, reader);
  const time = await localTimes(services, period);
  const areas = await readAreas(services.db);
  const text = CSV_TEXT[language];
  const when = (atMs: number | null): string => (atMs === null ? '' : time(atMs));
  const ofScreens = rows.map((row) =>
    csvLine([
      row.title,
      row.agencyName,
      row.screenName,
      row.playLog ? row.plays : '',
      row.planned,
      row.playLog ? seconds(row.airTimeMs) : '',
      when(row.firstMs),
      when(row.lastMs),
      text[row.playLog ? 'yes' : 'no'],
      text.screen,
      '',
    ]),
  );
  const ofCars = cars.map(({ title, agencyName, unitName, total }) =>
    csvLine([
      title,
      agencyName,
      unitName,
      total.heard,
      total.planned,
      seconds(total.airTimeMs),
      when(total.firstMs),
      when(total.lastMs),
      text.yes,
      text.car,
      total.areaIds.map((id) => areas.get(id)?.name ?? id).join('; '),
    ]),
  );
  return csvStart() + csvLine(text.proof) + ofScreens.join('') + ofCars.join('');
}

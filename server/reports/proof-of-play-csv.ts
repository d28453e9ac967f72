import type { Reader } from '../auth/users.ts';
import type { DirectorServices } from '../director-services.ts';
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
  const { rows } = await proofOfPlay(services, period, reader);
  const time = await localTimes(services, period);
  const lines = rows.map((row) =>
    csvLine([
      row.title,
      row.agencyName,
      row.screenName,
      row.playLog ? row.plays : '',
      row.planned,
      row.playLog ? seconds(row.airTimeMs) : '',
      row.firstMs === null ? '' : time(row.firstMs),
      row.lastMs === null ? '' : time(row.lastMs),
      CSV_TEXT[language][row.playLog ? 'yes' : 'no'],
    ]),
  );
  return csvStart() + csvLine(CSV_TEXT[language].proof) + lines.join('');
}

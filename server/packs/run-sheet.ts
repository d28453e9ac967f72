/** The printed sheet that rides along: order, times and areas on the first page, then every text in large type. */
import PDFDocument from 'pdfkit';
import type { Clip } from './clips.ts';

export interface RunSheet {
  cityName: string;
  unitName: string;
  plate: string;
  /** Local date of the tour, written out. */
  dateText: string;
  demo: boolean;
  clips: readonly Clip[];
  loopDurationMs: number;
  /** Instant in the city's zone with its abbreviation, e.g. `22 Nov 2026 18.00 WIB`. */
  formatInstant: (ms: number) => string;
}

const MARGIN = 42;
const COLUMNS = [
  { title: 'No', width: 28 },
  { title: 'Siaran', width: 176 },
  { title: 'Durasi', width: 48 },
  { title: 'Wilayah', width: 132 },
  { title: 'Tayang paling akhir', width: 127 },
] as const;
const INK = '#14202b';
const FAINT = '#5b6b7a';

const minutes = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
};

/** A4 PDF with the standard fonts, which cover Indonesian; nothing is fetched or embedded. */
export async function runSheetPdf(sheet: RunSheet): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: `Lembar siaran ${sheet.unitName} ${sheet.dateText}` },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const finished = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject);
  });
  heading(document, sheet);
  table(document, sheet);
  scripts(document, sheet);
  pageNumbers(document, sheet);
  document.end();
  await finished;
  return Buffer.concat(parts);
}

function heading(document: PDFKit.PDFDocument, sheet: RunSheet): void {
  document.fillColor(FAINT).font('Helvetica').fontSize(10).text(`Pemerintah ${sheet.cityName}`);
  document.fillColor(INK).font('Helvetica-Bold').fontSize(22).text('Lembar siaran keliling');
  document
    .font('Helvetica')
    .fontSize(13)
    .text(`${sheet.unitName}${sheet.plate === '' ? '' : ` · ${sheet.plate}`} · ${sheet.dateText}`);
  if (sheet.demo) {
    document.fillColor('#b3261e').font('Helvetica-Bold').fontSize(11).text('DEMO: bukan siaran resmi');
  }
  document
    .moveDown(0.5)
    .fillColor(FAINT)
    .font('Helvetica')
    .fontSize(10)
    .text(
      `${String(sheet.clips.length)} siaran. Berkas 99-putar-ulang.mp3 berisi semuanya berurutan, ${minutes(sheet.loopDurationMs)}. ` +
        'Jangan putar siaran setelah batas waktunya; hapus isi stik setelah selesai.',
    )
    .moveDown(0.8);
}

function table(document: PDFKit.PDFDocument, sheet: RunSheet): void {
  row(
    document,
    COLUMNS.map((column) => column.title),
    true,
  );
  for (const clip of sheet.clips) {
    row(
      document,
      [
        String(clip.number),
        `${clip.title}\n${clip.agencyName}`,
        minutes(clip.durationMs),
        clip.areaNames.length === 0 ? 'Seluruh kota' : clip.areaNames.join(', '),
        sheet.formatInstant(clip.lastAirMs),
      ],
      false,
    );
  }
}

function row(document: PDFKit.PDFDocument, cells: readonly string[], isHeading: boolean): void {
  document.font(isHeading ? 'Helvetica-Bold' : 'Helvetica').fontSize(isHeading ? 9 : 10.5);
  document.fillColor(isHeading ? FAINT : INK);
  const heights = cells.map((cell, index) =>
    document.heightOfString(cell, { width: (COLUMNS[index]?.width ?? 0) - 8 }),
  );
  const height = Math.max(...heights) + 9;
  if (document.y + height > document.page.height - MARGIN - 20) document.addPage();
  const top = document.y;
  let left = MARGIN;
  for (const [index, cell] of cells.entries()) {
    const width = COLUMNS[index]?.width ?? 0;
    document.text(cell, left, top + 4, { width: width - 8 });
    left += width;
  }
  document
    .moveTo(MARGIN, top + height)
    .lineTo(left, top + height)
    .lineWidth(isHeading ? 1 : 0.4)
    .strokeColor(isHeading ? INK : '#c4ccd4')
    .stroke();
  document.x = MARGIN;
  document.y = top + height;
}

/** Crews also read live: the words stand large enough for a seat's distance. */
function scripts(document: PDFKit.PDFDocument, sheet: RunSheet): void {
  const spoken = sheet.clips.filter((clip) => clip.script !== '');
  if (spoken.length === 0) return;
  document.addPage();
  document.fillColor(INK).font('Helvetica-Bold').fontSize(16).text('Naskah').moveDown(0.6);
  for (const clip of spoken) {
    document.font('Helvetica').fontSize(16);
    const height = 30 + document.heightOfString(clip.script, { lineGap: 4 });
    if (
      document.y + height > document.page.height - MARGIN - 20 &&
      height < document.page.height - 2 * MARGIN
    )
      document.addPage();
    document
      .fillColor(FAINT)
      .font('Helvetica-Bold')
      .fontSize(12)
      .text(`${String(clip.number)}. ${clip.title}`);
    document.moveDown(0.2).fillColor(INK).font('Helvetica').fontSize(16).text(clip.script, { lineGap: 4 });
    document.moveDown(1);
  }
}

function pageNumbers(document: PDFKit.PDFDocument, sheet: RunSheet): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    const bottom = document.page.margins.bottom;
    document.page.margins.bottom = 0;
    document
      .fillColor(FAINT)
      .font('Helvetica')
      .fontSize(9)
      .text(
        `${sheet.unitName} · ${sheet.dateText} · ${String(page + 1)}/${String(count)}`,
        MARGIN,
        document.page.height - 30,
        {
          width: document.page.width - 2 * MARGIN,
          align: 'center',
        },
      );
    document.page.margins.bottom = bottom;
  }
}

/** The printed sheet that rides along: order, areas and large expiry dates first, then every text in large type. */
import PDFDocument from 'pdfkit';

export interface SheetLine {
  number: number;
  title: string;
  /** Whose it is. */
  agencyName: string;
  durationMs: number;
  /** Where it is meant for. */
  place: string;
  /** From when it may air, where that is within the sheet's days; else null. */
  startsText: string | null;
  /** Last instant on two lines: the date, and the time with its zone. */
  endsText: readonly [date: string, time: string];
  /** Ends within the sheet's days. */
  endsSoon: boolean;
}

/** Words to read aloud or to type, in large type. */
export interface SheetText {
  heading: string;
  endsText: readonly [date: string, time: string];
  endsSoon: boolean;
  text: string;
}

export interface RunSheet {
  cityName: string;
  /** `Lembar siaran keliling`, `Lembar tayang layar`. */
  title: string;
  /** Car with its plate, or screen with its site. */
  subject: string;
  /** The local dates it holds for, written out. */
  dateText: string;
  demo: boolean;
  /** Said in a band of its own above all else; null for none. */
  warning: string | null;
  /** First moment at which something here may no longer air, and what that is; null when nothing ends. */
  firstEnd: { text: readonly [date: string, time: string]; what: string; soon: boolean } | null;
  notes: readonly string[];
  columns: { line: string; place: string };
  lines: readonly SheetLine[];
  texts: readonly SheetText[];
  textsTitle: string;
  /** What is noted by hand, with date, hour and name; none leaves the table out. */
  entries: readonly string[];
}

const MARGIN = 42;
const WIDTHS = { number: 26, line: 196, duration: 46, place: 103, ends: 140 };
const TABLE_WIDTH = Object.values(WIDTHS).reduce((sum, width) => sum + width, 0);
const CELL_GAP = 10;
const INK = '#14202b';
const FAINT = '#56636f';
const LINE = '#c4ccd4';
const RED = '#b3261e';

type Pdf = PDFKit.PDFDocument;

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
    info: { Title: `${sheet.title} ${sheet.subject} ${sheet.dateText}` },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const finished = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject);
  });
  heading(document, sheet);
  dates(document, sheet);
  notes(document, sheet);
  table(document, sheet);
  entries(document, sheet);
  texts(document, sheet);
  pageNumbers(document, sheet);
  document.end();
  await finished;
  return Buffer.concat(parts);
}

function heading(document: Pdf, sheet: RunSheet): void {
  document.fillColor(FAINT).font('Helvetica').fontSize(10).text(sheet.cityName);
  document.fillColor(INK).font('Helvetica-Bold').fontSize(22).text(sheet.title);
  document.font('Helvetica').fontSize(13).text(sheet.subject);
  if (sheet.demo) band(document, 'DEMO: bukan siaran resmi');
  if (sheet.warning !== null) band(document, sheet.warning);
}

/** White on red over the whole width. */
function band(document: Pdf, text: string): void {
  document.font('Helvetica-Bold').fontSize(11);
  const width = TABLE_WIDTH - 20;
  const height = document.heightOfString(text, { width }) + 11;
  const top = document.y + 6;
  document.rect(MARGIN, top, TABLE_WIDTH, height).fill(RED);
  document.fillColor('#ffffff').text(text, MARGIN + 10, top + 8, { width });
  document.x = MARGIN;
  document.y = top + height;
}

/** What a driver looks for at a glance: for which day, and when to stop. */
function dates(document: Pdf, sheet: RunSheet): void {
  const { firstEnd } = sheet;
  const top = document.y + 12;
  const half = firstEnd === null ? TABLE_WIDTH : TABLE_WIDTH / 2;
  const boxes = [
    { label: 'BERLAKU UNTUK', text: sheet.dateText.replace(', ', ',\n'), under: '', colour: INK },
    ...(firstEnd === null
      ? []
      : [
          {
            label: 'BERAKHIR PERTAMA',
            text: firstEnd.text.join('\n'),
            under: firstEnd.what,
            colour: firstEnd.soon ? RED : INK,
          },
        ]),
  ];
  const width = half - 28;
  const heights = boxes.map(({ text, under }) => {
    const large = document.font('Helvetica-Bold').fontSize(20).heightOfString(text, { width });
    return (
      large + (under === '' ? 0 : document.font('Helvetica').fontSize(10).heightOfString(under, { width }))
    );
  });
  const height = Math.max(...heights) + 36;
  document.lineWidth(1.2).strokeColor(INK).rect(MARGIN, top, TABLE_WIDTH, height).stroke();
  for (const [index, { label, text, under, colour }] of boxes.entries()) {
    const left = MARGIN + index * half;
    if (index > 0)
      document
        .moveTo(left, top)
        .lineTo(left, top + height)
        .stroke();
    document
      .fillColor(FAINT)
      .font('Helvetica-Bold')
      .fontSize(9)
      .text(label, left + 14, top + 10, { width });
    document
      .fillColor(colour)
      .fontSize(20)
      .text(text, left + 14, top + 23, { width });
    if (under !== '') document.fillColor(FAINT).font('Helvetica').fontSize(10).text(under, { width });
  }
  document.x = MARGIN;
  document.y = top + height + 10;
}

function notes(document: Pdf, sheet: RunSheet): void {
  document.font('Helvetica').fontSize(10).fillColor(INK);
  for (const note of sheet.notes) {
    const top = document.y;
    document.text('•', MARGIN, top).text(note, MARGIN + 12, top, { width: TABLE_WIDTH - 12 });
  }
  document.x = MARGIN;
  document.moveDown(0.8);
}

interface Cell {
  width: number;
  runs: readonly { text: string; size: number; bold?: boolean; colour?: string }[];
}

function table(document: Pdf, sheet: RunSheet): void {
  const titles = ['No', sheet.columns.line, 'Durasi', sheet.columns.place, 'Jangan putar setelah'];
  const head = (): void => {
    const cells = Object.values(WIDTHS).map((width, index): Cell => {
      return { width, runs: [{ text: titles[index] ?? '', size: 9, bold: true, colour: FAINT }] };
    });
    row(document, cells, 1, INK);
  };
  head();
  for (const line of sheet.lines) {
    const cells = cellsOf(line);
    if (document.y + heightOf(document, cells) > document.page.height - MARGIN - 20) {
      document.addPage();
      head();
    }
    row(document, cells, 0.5, LINE);
  }
}

function cellsOf(line: SheetLine): Cell[] {
  const [date, time] = line.endsText;
  const endColour = line.endsSoon ? RED : INK;
  const starts =
    line.startsText === null
      ? []
      : [{ text: `Mulai ${line.startsText}`, size: 9.5, bold: true, colour: RED }];
  return [
    { width: WIDTHS.number, runs: [{ text: String(line.number), size: 12, bold: true }] },
    {
      width: WIDTHS.line,
      runs: [
        { text: line.title, size: 11.5, bold: true },
        { text: line.agencyName, size: 9, colour: FAINT },
        ...starts,
      ],
    },
    { width: WIDTHS.duration, runs: [{ text: minutes(line.durationMs), size: 11 }] },
    { width: WIDTHS.place, runs: [{ text: line.place, size: 9.5 }] },
    {
      width: WIDTHS.ends,
      runs: [
        { text: date, size: 13.5, bold: true, colour: endColour },
        { text: time, size: 11, bold: true, colour: endColour },
      ],
    },
  ];
}

const useRun = (document: Pdf, { size, bold = false }: Cell['runs'][number]): Pdf =>
  document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);

function heightOf(document: Pdf, cells: readonly Cell[]): number {
  const heights = cells.map(({ width, runs }) =>
    runs.reduce(
      (sum, run) => sum + useRun(document, run).heightOfString(run.text, { width: width - CELL_GAP }),
      0,
    ),
  );
  return Math.max(...heights) + 12;
}

function row(document: Pdf, cells: readonly Cell[], lineWidth: number, lineColour: string): void {
  const height = heightOf(document, cells);
  const top = document.y;
  let left = MARGIN;
  for (const { width, runs } of cells) {
    document.y = top + 6;
    for (const run of runs) {
      useRun(document, run)
        .fillColor(run.colour ?? INK)
        .text(run.text, left, document.y, { width: width - CELL_GAP });
    }
    left += width;
  }
  document
    .moveTo(MARGIN, top + height)
    .lineTo(left, top + height)
    .lineWidth(lineWidth)
    .strokeColor(lineColour)
    .stroke();
  document.x = MARGIN;
  document.y = top + height;
}

/** Lines to be filled in with a pen, where no machine keeps a log. */
function entries(document: Pdf, sheet: RunSheet): void {
  if (sheet.entries.length === 0) return;
  const height = 30;
  if (document.y + (sheet.entries.length + 2) * height > document.page.height - MARGIN) document.addPage();
  document.moveDown(1.2).fillColor(INK).font('Helvetica-Bold').fontSize(11).text('Catatan tangan');
  document.moveDown(0.3);
  for (const label of sheet.entries) {
    const top = document.y + height - 12;
    document.font('Helvetica').fontSize(10).fillColor(INK).text(label, MARGIN, top, { lineBreak: false });
    let left = MARGIN + 100;
    for (const [field, width] of [
      ['tanggal', 110],
      ['pukul', 70],
      ['nama dan paraf', 190],
    ] as const) {
      const end = left + width;
      document
        .lineWidth(0.5)
        .strokeColor(LINE)
        .moveTo(left, top + 11)
        .lineTo(end, top + 11)
        .stroke();
      document
        .fontSize(7)
        .fillColor(FAINT)
        .text(field, left, top + 13, { lineBreak: false });
      left = end + 14;
    }
    document.x = MARGIN;
    document.y = top + 12;
  }
}

/** Crews also read live: the words stand large enough for a seat's distance. */
function texts(document: Pdf, sheet: RunSheet): void {
  if (sheet.texts.length === 0) return;
  document.addPage();
  document.fillColor(INK).font('Helvetica-Bold').fontSize(20).text(sheet.textsTitle).moveDown(0.5);
  for (const line of sheet.texts) {
    document.font('Helvetica').fontSize(17);
    const height = 44 + document.heightOfString(line.text, { lineGap: 5 });
    const isWhole = height < document.page.height - 2 * MARGIN;
    if (isWhole && document.y + height > document.page.height - MARGIN - 20) document.addPage();
    document.fillColor(INK).font('Helvetica-Bold').fontSize(13).text(line.heading);
    document
      .fillColor(line.endsSoon ? RED : FAINT)
      .fontSize(11)
      .text(`Sampai ${line.endsText.join(' ')}`);
    document.moveDown(0.25).fillColor(INK).font('Helvetica').fontSize(17).text(line.text, { lineGap: 5 });
    document.moveDown(0.9);
  }
}

function pageNumbers(document: Pdf, sheet: RunSheet): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    const bottom = document.page.margins.bottom;
    document.page.margins.bottom = 0;
    const text = `${sheet.subject} · ${sheet.dateText} · ${String(page + 1)}/${String(count)}`;
    document
      .fillColor(FAINT)
      .font('Helvetica')
      .fontSize(9)
      .text(text, MARGIN, document.page.height - 30, { width: TABLE_WIDTH, align: 'center' });
    document.page.margins.bottom = bottom;
  }
}

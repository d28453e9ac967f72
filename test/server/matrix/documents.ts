import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import yazl from 'yazl';
import { LEFT_RIGHT, type Expected, type Kind } from './kind.ts';

const still = (page = 1): Expected => ({ as: 'still', look: LEFT_RIGHT, page });

type Page = 'red and blue' | 'lime';

async function pdf(
  path: string,
  pages: readonly Page[],
  options: PDFKit.PDFDocumentOptions = {},
): Promise<void> {
  const document = new PDFDocument({ ...options, autoFirstPage: false });
  const written = pipeline(document, createWriteStream(path));
  for (const page of pages) {
    document.addPage({ size: [400, 200], margin: 0 });
    if (page === 'lime') document.rect(0, 0, 400, 200).fill('#00ff00');
    else document.rect(0, 0, 200, 200).fill('#ff0000').rect(200, 0, 200, 200).fill('#0000ff');
  }
  document.end();
  await written;
}

/** Lies on its side and says so: what is drawn upright is red over blue in the file. */
async function turned(path: string): Promise<void> {
  const document = new PDFDocument({ autoFirstPage: false });
  const written = pipeline(document, createWriteStream(path));
  document.addPage({ size: [200, 400], margin: 0 });
  document.rect(0, 0, 200, 200).fill('#0000ff').rect(0, 200, 200, 200).fill('#ff0000');
  (document.page.dictionary as unknown as { data: Record<string, unknown> }).data['Rotate'] = 90;
  document.end();
  await written;
}

async function half(path: string): Promise<void> {
  await pdf(path, Array<Page>(5).fill('red and blue'));
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, Math.floor(whole.length / 2)));
}

async function zip(path: string, files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  const archive = new yazl.ZipFile();
  for (const [name, text] of files)
    archive.addBuffer(Buffer.from(text), name, { compress: name !== 'mimetype' });
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}

const ODP_TYPE = 'application/vnd.oasis.opendocument.presentation';
const ODF = 'urn:oasis:names:tc:opendocument:xmlns';

/** One slide, red on the left and blue on the right (OASIS OpenDocument 1.2). */
const odp = (path: string): Promise<void> => {
  const rect = (x: number, style: string): string =>
    `<draw:rect draw:style-name="${style}" svg:x="${x}cm" svg:y="0cm" svg:width="14cm" svg:height="15.75cm"/>`;
  const style = (name: string, colour: string): string =>
    `<style:style style:name="${name}" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="${colour}" draw:stroke="none"/></style:style>`;
  const spaces = ['office', 'style', 'drawing', 'presentation', 'svg-compatible', 'xsl-fo-compatible'];
  const names = ['office', 'style', 'draw', 'presentation', 'svg', 'fo'];
  const xmlns = names.map((name, i) => `xmlns:${name}="${ODF}:${spaces[i] ?? ''}:1.0"`).join(' ');
  const layout = `<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" fo:margin="0cm"/></style:page-layout>`;
  return zip(path, [
    ['mimetype', ODP_TYPE],
    [
      'content.xml',
      `<office:document-content ${xmlns} office:version="1.2"><office:automatic-styles>${style('r', '#ff0000')}${style('b', '#0000ff')}</office:automatic-styles><office:body><office:presentation><draw:page draw:name="1" draw:master-page-name="M">${rect(0, 'r')}${rect(14, 'b')}</draw:page></office:presentation></office:body></office:document-content>`,
    ],
    [
      'styles.xml',
      `<office:document-styles ${xmlns} office:version="1.2"><office:automatic-styles>${layout}</office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/></office:master-styles></office:document-styles>`,
    ],
    [
      'META-INF/manifest.xml',
      `<manifest:manifest xmlns:manifest="${ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODP_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ],
  ]);
};

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Only what says what it is: without an office program nothing more is looked at. */
const officeShell = (path: string, type: string, part: string): Promise<void> =>
  zip(path, [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${OFFICE}.${type}.main+xml"/></Types>`,
    ],
    [part, '<x/>'],
  ]);

const office = { program: 'soffice', code: 'slides' };

export const DOCUMENTS: Kind[] = [
  { name: 'PDF', file: 'poster.pdf', make: (path) => pdf(path, ['red and blue']), expect: still() },
  {
    name: 'PDF, page 2 of 3',
    file: 'edaran.pdf',
    make: (path) => pdf(path, ['lime', 'red and blue', 'lime']),
    expect: still(2),
    always: true,
  },
  { name: 'PDF, a turned page', file: 'pindai.pdf', make: turned, expect: still() },
  {
    name: 'PDF with a password',
    file: 'rahasia.pdf',
    make: (path) => pdf(path, ['lime'], { userPassword: 'rahasia', pdfVersion: '1.7' }),
    expect: { as: 'refused', code: 'password' },
  },
  {
    name: 'PDF of 101 pages',
    file: 'laporan.pdf',
    make: (path) => pdf(path, Array<Page>(101).fill('lime')),
    expect: { as: 'refused', code: 'too_many_pages' },
  },
  {
    name: 'PDF cut off half way',
    file: 'separuh.pdf',
    make: half,
    expect: { as: 'refused', code: 'truncated' },
  },
  { name: 'OpenDocument presentation', file: 'paparan.odp', make: odp, expect: still(), needs: office },
  {
    name: 'PowerPoint presentation, damaged',
    file: 'paparan.pptx',
    make: (path) => officeShell(path, 'presentationml.presentation', 'ppt/presentation.xml'),
    expect: { as: 'refused', code: 'unreadable' },
    needs: office,
  },
  {
    name: 'Word document',
    file: 'naskah.docx',
    make: (path) => officeShell(path, 'wordprocessingml.document', 'word/document.xml'),
    expect: { as: 'refused', code: 'unsupported_format' },
  },
];

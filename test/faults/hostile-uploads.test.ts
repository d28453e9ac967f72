import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deleteAsset, getAsset } from '../../core/api/announcements.ts';
import { probeMedia, renderVideo } from '../../media/index.ts';
import { ConvertAnswer } from '../../media/stills/jobs.ts';
import { runStill } from '../../media/stills/run.ts';
import { displayName } from '../../server/uploads/file-name.ts';
import * as hostile from '../support/hostile-media.ts';
import { makeMedia } from '../support/make-media.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { leftovers, uploadServer } from './support/upload-server.ts';

const uploads = uploadServer();

/** A file nobody can open for reading without waiting for a writer: whoever did would hang, and be found here. */
async function trap(): Promise<{ path: string; isOpened: () => Promise<boolean> }> {
  const path = join(await workFolder(), 'milik-dinas-lain.mp4');
  execFileSync('/usr/bin/mkfifo', [path]);
  const isOpened = async (): Promise<boolean> => {
    try {
      await (await open(path, constants.O_WRONLY | constants.O_NONBLOCK)).close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENXIO') return false;
      throw error;
    }
  };
  return { path, isOpened };
}

/** Counts who connects. */
async function listener(): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/gambar.png`,
    connections: () => connections,
  };
}

const fileWith = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(await workFolder(), name);
  await writeFile(path, content);
  return path;
};

describe('texts that name other files or hosts', () => {
  test('[F23] an HLS playlist named .mp4 is refused, and the file it names is not opened', async () => {
    const { path, isOpened } = await trap();
    const keyed = `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="file://${path}"\n#EXTINF:2,\n${path}\n#EXT-X-ENDLIST\n`;
    const files = [await hostile.hlsNaming(await workFolder(), path), await fileWith('berita.mp4', keyed)];
    expect(await uploads.outcomes(files)).toEqual(['unsupported_format', 'unsupported_format']);
    expect(await isOpened()).toBe(false);
    figure('2 of 2 refused, nothing opened');
  });

  test('[F24] an ffconcat script named .mp4 is refused, and the file it names is not opened', async () => {
    const { path, isOpened } = await trap();
    expect(await uploads.outcomes([await hostile.ffconcatNaming(await workFolder(), path)])).toEqual([
      'unsupported_format',
    ]);
    expect(await isOpened()).toBe(false);
  });

  test('[F25] a URL in whatever form makes no connection', async () => {
    const { url, connections } = await listener();
    const files = [
      await hostile.urlText(await workFolder(), url),
      await hostile.hlsNaming(await workFolder(), url),
      await hostile.ffconcatNaming(await workFolder(), url),
      await fileWith(
        'siaran.sdp',
        `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n`,
      ),
      await fileWith('manifes.mpd', `<?xml version="1.0"?><MPD><BaseURL>${url}</BaseURL></MPD>`),
    ];
    expect(new Set(await uploads.outcomes(files))).toEqual(new Set(['unsupported_format']));
    expect(connections()).toBe(0);
    figure('5 forms, 0 connections');
  });
});

/** Writes another size into the headers of real files. */
async function bombs(): Promise<string[]> {
  const folder = await workFolder();
  const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const frame = jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc0);
  jpeg.writeUInt16BE(65_000, frame + 5);
  jpeg.writeUInt16BE(65_000, frame + 7);
  const gif = Buffer.from(await readFile(await makeMedia('animatedGif')));
  gif.writeUInt16LE(65_000, 6);
  gif.writeUInt16LE(65_000, 8);
  return [
    await hostile.pngOfSize(folder, 30_000, 30_000),
    await fileWith('foto.jpg', jpeg),
    await fileWith('gerak.gif', gif),
    await makeMedia('videoTooWide'),
  ];
}

describe('files that would exhaust the machine', () => {
  test('[F26] pixel bombs are refused by what their headers say', async () => {
    const files = await bombs();
    expect(await uploads.outcomes(files)).toEqual(files.map(() => 'too_many_pixels'));
    figure(`${files.length} of ${files.length} refused before decoding`);
  });

  test('[F27] ten hours in a tiny file are refused, and the queue goes on', async () => {
    const files = ['videoTenHours', 'videoTenSilentHours', 'imageGreenCard'] as const;
    const outcomes = await uploads.outcomes(await Promise.all(files.map(makeMedia)));
    expect(outcomes).toEqual(['too_long', 'too_long', 'ready']);
    figure('refused, with two silent tracks as well; the next upload was accepted');
  });
});

test('[F28] an MP4 cut anywhere is refused, and a cut broadcast stream shows no black', () =>
  seeded(async (dice, step) => {
    const whole = await readFile(await makeMedia('videoPlain'));
    const cuts = Array.from({ length: full(60, 4) }, () => dice.between(1, whole.length));
    for (const cut of cuts) {
      step(`cut at ${cut} of ${whole.length}`);
      const probe = await probeMedia(await fileWith('potong.mp4', whole.subarray(0, cut)));
      expect(probe.ok).toBe(false);
    }
    const stream = execFileSync(
      'ffmpeg',
      ['-v', 'error', '-i', await makeMedia('videoPlain'), '-c', 'copy', '-f', 'mpegts', '-'],
      { maxBuffer: 2 ** 24 },
    );
    const sourcePath = await fileWith('potong.ts', stream.subarray(0, Math.floor(stream.length * 0.6)));
    const workDir = await workFolder();
    const order = {
      sourcePath,
      workDir,
      widthPx: 64,
      heightPx: 32,
      fit: 'fill',
      airDurationMs: 2000,
    } as const;
    const made = await renderVideo(order);
    if (!made.ok) expect(['truncated', 'unreadable']).toContain(made.error.code);
    else expect(await blackFrames(made.value.path)).toBe(0);
    figure(`${cuts.length} of ${cuts.length} cuts refused, a cut stream ${made.ok ? 'repaired' : 'refused'}`);
  }));

async function blackFrames(path: string): Promise<number> {
  const filter = 'blackframe=amount=98:threshold=16,metadata=print:key=lavfi.blackframe.pblack:file=-';
  const args = ['-v', 'error', '-i', path, '-vf', filter, '-f', 'null', '-'];
  return execFileSync('ffmpeg', args).toString().split('pblack=').length - 1;
}

describe('names that climb', () => {
  const climbing = [
    '../../etc/cron.d/x',
    '..\\..\\x.mp4',
    '/etc/passwd',
    'a/../../b.png',
    '..',
    '%2e%2e%2fx',
  ];

  test('[F29] archives with climbing names are refused, and nothing is unpacked', async () => {
    const names = ['../../../../tmp/wawar-keluar.txt', 'ppt/../../keluar.xml'];
    const files = await Promise.all(
      names.map(async (name) => fileWith('paparan.pptx', zipOf(name, 'keluar'))),
    );
    const codes = await uploads.outcomes(files);
    expect(codes.every((code) => ['unsupported_format', 'slides', 'unreadable'].includes(code))).toBe(true);
    expect(await leftIn(uploads.ground)).not.toContain('keluar.xml');
    await expect(open('/tmp/wawar-keluar.txt', 'r')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('[F30] a climbing name is shown without its way, and no id or hash leaves its folder', async () => {
    for (const name of climbing) expect(displayName(name)).not.toMatch(/[/\\]/);
    const { api } = uploads.admin;
    const before = (await leftIn(uploads.ground)).length;
    const ways = ['..%2f..%2fwawar.sqlite', '%2e%2e', '..%5c..%5ckeys', '....//', '%00'];
    for (const way of ways) {
      for (const path of [`/api/uploads/${way}`, `/api/media/${way}`, `/api/assets/${way}`]) {
        const answer = await fetch(uploads.server.url + path, { headers: { cookie: api.cookie } });
        expect([400, 404, 405]).toContain(answer.status);
        expect((await answer.text()).includes('SQLite format')).toBe(false);
      }
    }
    expect((await leftIn(uploads.ground)).length).toBe(before);
    expect(await readdir(uploads.ground)).toEqual(['data']);
    figure(`${climbing.length} names, ${ways.length * 3} addresses`);
  });

  test('[F30] nothing a phone or an uploader wrote about a file travels on', async () => {
    const photo = await sharp({ create: { width: 640, height: 320, channels: 3, background: '#0a8a3a' } })
      .jpeg()
      .withExif({
        IFD0: { Artist: 'RAHASIA-SENIMAN', ImageDescription: '../../RAHASIA' },
        IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 10/1 0/1' },
      })
      .toBuffer();
    expect(photo.includes('RAHASIA')).toBe(true);
    const video = await readFile(await makeMedia('videoConformingTagged'));
    expect(video.includes('rahasia-1')).toBe(true);
    const workDir = await workFolder();
    for (const path of [await fileWith('foto.jpg', photo), await makeMedia('videoConformingTagged')]) {
      const asset = await uploads.settle(path);
      const poster = await uploads.served(asset.posterSha256);
      expect(poster.bytes.toString('latin1')).not.toMatch(/RAHASIA|Exif|GPS/i);
    }
    const panel = { workDir, widthPx: 384, heightPx: 192, fit: 'contain', airDurationMs: 2000 } as const;
    const copied = await renderVideo({ ...panel, sourcePath: await makeMedia('videoConformingTagged') });
    if (!copied.ok) throw new Error(copied.error.code);
    expect(copied.value.how.kind).toBe('copy');
    expect((await readFile(copied.value.path)).toString('latin1')).not.toMatch(/rahasia/i);
  });
});

/** A ZIP of one stored entry with any name, which no tool would write. */
function zipOf(name: string, content: string): Buffer {
  const [title, data] = [Buffer.from(name), Buffer.from(content)];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(data.length, 24);
  central.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + data.length, 16);
  return Buffer.concat([local, title, data, central, title, end]);
}

describe('files that are programs', () => {
  test('[F31] an SVG that runs, names or grows is refused or drawn without it; nothing is fetched', async () => {
    const { url, connections } = await listener();
    const secret = join(await workFolder(), 'rahasia.png');
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#ff00ff' } })
      .png()
      .toFile(secret);
    const image = (href: string) => `<image width="640" height="320" href="${href}"/>`;
    const escaped = [...`file://${secret}`].map((sign) => `&#${sign.charCodeAt(0)};`).join('');
    const laughs = `<!DOCTYPE svg [<!ENTITY a "ha">${[...'bcdefghij']
      .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(20)}">`)
      .join('')}]>`;
    const bodies = [
      image(`file://${secret}`),
      image(secret),
      image(url),
      image(escaped),
      `<g xml:base="file://${secret}">${image('.')}</g>`,
      `<style>@import "${url}"; rect { fill: url("${url}#a") }</style><rect width="640" height="320"/>`,
      `<use href="${url}#a"/>`,
      `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${secret}"/>`,
      `<script>fetch("${url}")</script><rect width="9" height="9" onload="fetch('${url}')"/>`,
      `<foreignObject width="99" height="99"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${url}"/></foreignObject>`,
    ];
    const plain = bodies.map((body) => svgOf(body));
    const texts = [
      ...plain,
      svgOf('<text y="50">&j;</text>', laughs),
      svgOf('<rect width="9" height="9"/>', '', 1e9),
    ];
    const inUtf16 = (text: string) =>
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const files: (string | Buffer)[] = [
      ...texts,
      inUtf16(svgOf(bodies[0] ?? '')),
      inUtf16(svgOf(bodies[2] ?? '')),
    ];
    let drawn = 0;
    for (const content of files) {
      const asset = await uploads.settle(await fileWith('lambang.svg', content));
      if (asset.state !== 'ready') continue;
      drawn += 1;
      expect(asset.probe?.container).toBe('png');
      const { headers, bytes } = await uploads.served(asset.sha256);
      expect(headers.get('content-type')).toBe('image/png');
      expect(await hasMagenta(bytes)).toBe(false);
    }
    // Were one of them let through, the program that draws would still find nothing.
    const past = full(plain, [plain[3] ?? '']);
    for (const text of past) {
      const folder = await workFolder();
      const [sourcePath, pngPath] = [await fileWith('lambang.svg', text), join(folder, 'gambar.png')];
      const job = { job: 'convert', sourcePath, longSidePx: 640, pngPath, maxPixels: 1_000_000 } as const;
      const made = await runStill(job, ConvertAnswer, { writes: folder });
      if (made.ok) expect(await hasMagenta(await readFile(pngPath))).toBe(false);
    }
    expect(connections()).toBe(0);
    figure(
      `${files.length - drawn} of ${files.length} refused, ${drawn} drawn without; ${past.length} let through on purpose drew nothing foreign; 0 connections`,
    );
  });

  test('[F32] HTML under any name is refused and never served', async () => {
    const html = `<!doctype html><base href="file:///etc/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">
      <script>open('http://127.0.0.1/'); location = 'file:///etc/passwd'</script><video src="file:///etc/passwd">`;
    const names = ['halaman.html', 'halaman.mp4', 'halaman.jpg', 'halaman.svg', 'halaman.pdf', 'halaman.png'];
    const codes = await uploads.outcomes(await Promise.all(names.map((name) => fileWith(name, html))));
    expect(codes).toEqual(names.map(() => 'unsupported_format'));
    expect(
      (await readFilesIn(join(uploads.dataDir, 'media'))).some((file) => file.includes('location = ')),
    ).toBe(false);
    figure(`${names.length} names refused`);
  });

  test('[F33] a picture that is a page as well is served as a picture, and what airs of it is only a picture', async () => {
    const page = '<html><script>alert(1)</script></html>';
    const picture = sharp({ create: { width: 320, height: 160, channels: 3, background: 'blue' } });
    const [jpeg, png] = [await picture.clone().jpeg().toBuffer(), await picture.clone().png().toBuffer()];
    const gif = Buffer.concat([await readFile(await makeMedia('animatedGif')), Buffer.from(`/*${page}*/=1`)]);
    const video = Buffer.concat([await readFile(await makeMedia('videoPlain')), boxOf('free', page)]);
    const files = [
      await fileWith('gambar.html', Buffer.concat([jpeg, Buffer.from(page)])),
      await fileWith('gambar.js', Buffer.concat([png, Buffer.from(page)])),
      await fileWith('video.htm', video),
      await fileWith('gerak.gif', gif),
      await fileWith('arsip.jpg', Buffer.concat([jpeg, zipOf('a.html', page)])),
    ];
    const chosen = full(files, [files[0] ?? '', files[2] ?? '']);
    for (const path of chosen) {
      const asset = await uploads.settle(path);
      if (asset.state !== 'ready') continue;
      const original = await uploads.served(asset.sha256);
      expect(original.headers.get('content-type')).toMatch(
        /^(?:image\/(?:png|jpeg)|video\/mp4|application\/octet-stream)$/,
      );
      expect(original.headers.get('x-content-type-options')).toBe('nosniff');
      expect(original.headers.get('content-security-policy')).toContain('sandbox');
      const poster = await uploads.served(asset.posterSha256);
      expect(poster.headers.get('content-type')).toBe('image/jpeg');
      expect(poster.bytes.includes('alert(1)')).toBe(false);
      const { id } = await uploads.admin.api.call(getAsset, { params: { id: asset.id } });
      await uploads.admin.api.call(deleteAsset, { params: { id } });
    }
    figure(`${chosen.length} polyglots`);
  });
});

const svgOf = (body: string, before = '', width = 640): string =>
  `<?xml version="1.0"?>${before}<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="320">${body}</svg>`;

async function hasMagenta(png: Buffer): Promise<boolean> {
  const { data, info } = await sharp(png)
    .removeAlpha()
    .resize(64, 32)
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += info.channels) {
    if ((data[at] ?? 0) > 200 && (data[at + 1] ?? 255) < 60 && (data[at + 2] ?? 0) > 200) return true;
  }
  return false;
}

function boxOf(type: string, content: string): Buffer {
  const box = Buffer.alloc(8 + content.length);
  box.writeUInt32BE(box.length, 0);
  box.write(type + content, 4, 'latin1');
  return box;
}

const readFilesIn = async (folder: string): Promise<Buffer[]> =>
  Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));

test('[F23] [F26] [F31] nothing hostile is left behind', async () => {
  // The last acceptance removes its upload a moment after its outcome is told.
  await expect.poll(() => leftovers(uploads.dataDir), { timeout: 20_000 }).toEqual([]);
});

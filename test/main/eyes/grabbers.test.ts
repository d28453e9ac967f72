import { decode } from 'jpeg-js';
import { expect, it } from 'vitest';
import { chooseGrabber } from '../../../main/eyes/choose-grabber.ts';
import { electronGrabber, type CaptureParts } from '../../../main/eyes/electron-grabber.ts';
import { cut } from '../../../main/eyes/grabber.ts';
import { thumbnail } from '../../../main/eyes/thumbnail.ts';
import { copyScript, readBmp, windowsGrabber } from '../../../main/eyes/windows-grabber.ts';
import { readXwd, x11Grabber } from '../../../main/eyes/xwd.ts';

/** A dump as xwd writes it: header words big-endian, a window name, no colours; every pixel tells its place. */
function xwdOf(
  widthPx: number,
  heightPx: number,
  more: { bitsPerPixel?: number; isMsb?: boolean } = {},
): Buffer {
  const { bitsPerPixel = 32, isMsb = false } = more;
  const [name, bytes] = [Buffer.from('root\0\0\0\0'), bitsPerPixel / 8];
  const words = new Array<number>(25).fill(0);
  const set = { 0: 108, 1: 7, 2: 2, 3: 24, 4: widthPx, 5: heightPx, 7: isMsb ? 1 : 0, 11: bitsPerPixel };
  Object.assign(words, set, { 12: widthPx * bytes, 14: 0xff0000, 15: 0x00ff00, 16: 0x0000ff });
  const header = Buffer.alloc(100);
  words.forEach((word, index) => header.writeUInt32BE(word, index * 4));
  const pixels = Buffer.alloc(widthPx * heightPx * bytes);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * bytes;
      const [red, green, blue] = [x, y, 200];
      if (isMsb) pixels.set([0, red, green, blue].slice(4 - bytes), at);
      else pixels.set([blue, green, red], at);
    }
  }
  return Buffer.concat([header, name, pixels]);
}

it.each([{}, { bitsPerPixel: 24 }, { isMsb: true }])('reads the output out of an X dump (%j)', (how) => {
  const picture = readXwd(xwdOf(20, 10, how), { x: 4, y: 3, widthPx: 8, heightPx: 4 });
  expect([picture.widthPx, picture.heightPx]).toEqual([8, 4]);
  expect([...picture.rgba.subarray(0, 4)]).toEqual([4, 3, 200, 255]);
  expect([...picture.rgba.subarray(-4)]).toEqual([11, 6, 200, 255]);
});

it('takes what of the output lies on the desktop, and refuses what is no dump', () => {
  expect(readXwd(xwdOf(20, 10), { x: 16, y: -2, widthPx: 8, heightPx: 4 })).toMatchObject({
    widthPx: 4,
    heightPx: 2,
  });
  const area = { x: 0, y: 0, widthPx: 4, heightPx: 4 };
  const deep = xwdOf(20, 10);
  deep.writeUInt32BE(16, 11 * 4);
  for (const bad of [Buffer.alloc(0), Buffer.alloc(200), xwdOf(20, 10).subarray(0, 300), deep]) {
    expect(() => readXwd(bad, area)).toThrow(expect.objectContaining({ code: 'grab_failed' }));
  }
  expect(() => readXwd(xwdOf(20, 10), { ...area, x: 400 })).toThrow('beyond the desktop');
});

it('reads the BMP of a Windows desktop, whose rows are padded and go upwards', () => {
  const [widthPx, heightPx, bytesPerRow] = [5, 3, 16];
  const bmp = Buffer.alloc(54 + bytesPerRow * heightPx);
  bmp.write('BM');
  bmp.writeUInt32LE(54, 10);
  bmp.writeInt32LE(widthPx, 18);
  bmp.writeInt32LE(heightPx, 22);
  bmp.writeUInt16LE(24, 28);
  bmp.set([1, 2, 3], 54 + 2 * bytesPerRow);
  const picture = readBmp(bmp);
  expect([picture.widthPx, picture.heightPx]).toEqual([5, 3]);
  expect([...picture.rgba.subarray(0, 4)]).toEqual([3, 2, 1, 255]);
  expect(() => readBmp(Buffer.from('not a picture'))).toThrow(
    expect.objectContaining({ code: 'grab_failed' }),
  );
  expect(copyScript({ x: -1920, y: 0, widthPx: 384, heightPx: 192 })).toContain(
    'CopyFromScreen(-1920, 0, 0, 0',
  );
});

it('Electron grabs the monitor the output lies on', async () => {
  const asked: unknown[] = [];
  const source = (id: string, blue: number) => ({
    display_id: id,
    thumbnail: {
      isEmpty: () => false,
      getSize: () => ({ width: 40, height: 20 }),
      toBitmap: () => Buffer.alloc(40 * 20 * 4, Buffer.from([blue, 2, 3, 255])),
    },
  });
  const electron = {
    screen: {
      getDisplayMatching: () => ({ id: 2, size: { width: 40, height: 20 }, bounds: { x: 40, y: 0 } }),
    },
    desktopCapturer: {
      getSources: (options: unknown) => {
        asked.push(options);
        return Promise.resolve([source('1', 1), source('2', 9)]);
      },
    },
  } as unknown as CaptureParts;
  const picture = await electronGrabber(electron).grab({ x: 44, y: 4, widthPx: 8, heightPx: 4 });
  expect(asked).toEqual([{ types: ['screen'], thumbnailSize: { width: 40, height: 20 } }]);
  expect([picture.widthPx, picture.heightPx, ...picture.rgba.subarray(0, 4)]).toEqual([8, 4, 3, 2, 9, 255]);
  await expect(
    electronGrabber(electron).grab({ x: 900, y: 4, widthPx: 8, heightPx: 4 }),
  ).rejects.toMatchObject({
    code: 'grab_failed',
  });
});

it('there is something to look at only where there is a screen', () => {
  expect(chooseGrabber(true, { DISPLAY: ':0' }, 'linux')).toBeNull();
  expect(chooseGrabber(false, {}, 'linux')).toBeNull();
  expect(chooseGrabber(false, { DISPLAY: ':0' }, 'linux')).toBe(x11Grabber);
  expect(chooseGrabber(false, {}, 'win32')).toBe(windowsGrabber);
});

it('a thumbnail is at most 640 pixels wide and keeps the colours', () => {
  const layout = { bytesPerPixel: 4, bytesPerRow: 1920 * 4, red: 0, green: 1, blue: 2 };
  const desktop = Buffer.alloc(1920 * 1080 * 4, Buffer.from([200, 60, 20, 255]));
  const picture = cut(desktop, { widthPx: 1920, heightPx: 1080 }, layout, {
    x: 0,
    y: 0,
    widthPx: 1920,
    heightPx: 1080,
  });
  const jpeg = thumbnail(picture!);
  const { width, height, data } = decode(jpeg);
  expect([width, height]).toEqual([640, 360]);
  for (const [at, value] of [200, 60, 20].entries())
    expect(Math.abs((data[at] ?? 0) - value)).toBeLessThan(6);
});

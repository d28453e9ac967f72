/** Windows without Electron: .NET's own copy of the desktop, through PowerShell. */
import { AppError } from '../../core/model/app-error.ts';
import type { Rgba } from '../../core/picture/cells.ts';
import type { DesktopRect } from '../shell/shell.ts';
import { cut, type Grabber } from './grabber.ts';
import { runGrab } from './run-grab.ts';

/** Writes the rectangle as BMP to its output. The numbers are ours, never anything from outside. */
export function copyScript({ x, y, widthPx, heightPx }: DesktopRect): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    'Add-Type -AssemblyName System.Drawing',
    `$bitmap = New-Object System.Drawing.Bitmap ${widthPx}, ${heightPx}`,
    '$graphics = [System.Drawing.Graphics]::FromImage($bitmap)',
    `$graphics.CopyFromScreen(${x}, ${y}, 0, 0, $bitmap.Size)`,
    '$stream = New-Object System.IO.MemoryStream',
    '$bitmap.Save($stream, [System.Drawing.Imaging.ImageFormat]::Bmp)',
    '$output = [Console]::OpenStandardOutput()',
    '$stream.WriteTo($output)',
    '$output.Flush()',
  ].join('; ');
}

/** An uncompressed BMP of 24 or 32 bits (BITMAPINFOHEADER). @throws AppError `grab_failed`. */
export function readBmp(bmp: Buffer): Rgba {
  const isBmp = bmp.length >= 54 && bmp.toString('latin1', 0, 2) === 'BM';
  const bytesPerPixel = isBmp ? bmp.readUInt16LE(28) / 8 : 0;
  const widthPx = isBmp ? bmp.readInt32LE(18) : 0;
  const height = isBmp ? bmp.readInt32LE(22) : 0;
  const heightPx = Math.abs(height);
  // Rows are padded to four bytes.
  const bytesPerRow = Math.ceil((widthPx * bytesPerPixel) / 4) * 4;
  const pixels = bmp.subarray(isBmp ? bmp.readUInt32LE(10) : 0);
  const isWhole = widthPx > 0 && heightPx > 0 && pixels.length >= bytesPerRow * heightPx;
  if ((bytesPerPixel !== 3 && bytesPerPixel !== 4) || !isWhole) {
    throw new AppError('grab_failed', 'the desktop’s copy is no 24 or 32 bit BMP');
  }
  const layout = { bytesPerPixel, bytesPerRow, red: 2, green: 1, blue: 0, isBottomUp: height > 0 };
  const picture = cut(pixels, { widthPx, heightPx }, layout, { x: 0, y: 0, widthPx, heightPx });
  if (picture === null) throw new AppError('grab_failed', 'the desktop’s copy is empty');
  return picture;
}

export const windowsGrabber: Grabber = {
  async grab(area) {
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', copyScript(area)];
    return readBmp(await runGrab('powershell.exe', args));
  },
};

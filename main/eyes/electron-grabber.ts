import type Electron from 'electron';
import { AppError } from '../../core/model/app-error.ts';
import { cut, type Grabber } from './grabber.ts';

export type CaptureParts = Pick<typeof Electron, 'desktopCapturer' | 'screen'>;

/** Electron's capture of the monitor the output lies on. */
export const electronGrabber = ({ desktopCapturer, screen }: CaptureParts): Grabber => ({
  async grab(area) {
    const { x, y, widthPx, heightPx } = area;
    const display = screen.getDisplayMatching({ x, y, width: widthPx, height: heightPx });
    const thumbnailSize = { width: display.size.width, height: display.size.height };
    const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize });
    // Where the system does not name displays there is one.
    const source = sources.find((one) => one.display_id === String(display.id)) ?? sources[0];
    if (!source || source.thumbnail.isEmpty()) {
      throw new AppError('grab_failed', 'the desktop cannot be captured', {
        context: { sources: sources.length },
      });
    }
    const { width, height } = source.thumbnail.getSize();
    const desktop = { widthPx: width, heightPx: height };
    // NativeImage bitmaps are BGRA on every system with little-endian pixels.
    const layout = { bytesPerPixel: 4, bytesPerRow: width * 4, red: 2, green: 1, blue: 0 };
    const within = { ...area, x: x - display.bounds.x, y: y - display.bounds.y };
    const picture = cut(source.thumbnail.toBitmap(), desktop, layout, within);
    if (picture === null)
      throw new AppError('grab_failed', 'the output lies beyond the desktop', { context: { area } });
    return picture;
  },
});

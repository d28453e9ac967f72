/** Runs in the browser: the peer's renderer with one region that shows one video after the other, over and over. */
import { RendererLite } from '@xiboplayer/renderer';

interface Playlist {
  widthPx: number;
  heightPx: number;
  /** The peer counts in whole seconds. */
  seconds: number;
  /** Addresses of the videos, in order. */
  urls: string[];
}

const { widthPx, heightPx, seconds, urls } = JSON.parse(
  decodeURIComponent(location.hash.slice(1)),
) as Playlist;
const size = `width="${String(widthPx)}" height="${String(heightPx)}"`;
const media = urls.map((_url, index) => {
  const id = String(index + 1);
  const options = `<options><uri>${id}.mp4</uri><mute>1</mute></options>`;
  return `<media id="${id}" fileId="${id}" type="video" render="native" duration="${String(seconds)}" useDuration="1">${options}</media>`;
});
const region = `<region id="1" ${size} top="0" left="0"><options><loop>1</loop></options>${media.join('')}</region>`;
const layout = `<layout ${size} bgcolor="#000000" schemaVersion="3">${region}</layout>`;

const renderer = new RendererLite({ cmsUrl: location.origin, hardwareKey: 'bench' }, document.body, {
  getMediaUrl: (fileId) => Promise.resolve(urls[fileId - 1] ?? ''),
  logLevel: 'ERROR',
});
// What to show after a layout is its host's business: the same again.
renderer.on('layoutEnd', () => void renderer.renderLayout(layout, 1));
void renderer.renderLayout(layout, 1);

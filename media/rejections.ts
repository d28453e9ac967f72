/** Why a file cannot be aired, in words for the person who sent it. */

export interface Rejection {
  code: RejectionCode;
  /** Numbers and names that help, e.g. `12000×9000 px`; never text of the file itself. */
  detail: string;
}

export const REJECTION_TEXT = {
  empty: { id: 'Berkas kosong. Unggah ulang berkasnya.', en: 'The file is empty. Upload it again.' },
  unsupported_format: {
    id: 'Jenis berkas ini tidak didukung. Kirim MP4, MOV, WebM, MKV, AVI, JPEG, PNG, WebP, GIF, MP3, M4A, WAV, OGG atau FLAC.',
    en: 'This kind of file is not supported. Send MP4, MOV, WebM, MKV, AVI, JPEG, PNG, WebP, GIF, MP3, M4A, WAV, OGG or FLAC.',
  },
  svg: {
    id: 'SVG tidak diterima. Ekspor gambarnya sebagai PNG.',
    en: 'SVG is not accepted. Export the picture as PNG.',
  },
  unreadable: {
    id: 'Berkas rusak atau tidak dapat dibaca. Ekspor ulang lalu unggah lagi.',
    en: 'The file is damaged or cannot be read. Export it again and upload it.',
  },
  truncated: {
    id: 'Berkas tidak lengkap: bagian akhirnya hilang. Unggah ulang berkas yang utuh.',
    en: 'The file is incomplete: its end is missing. Upload the whole file.',
  },
  too_many_pixels: {
    id: 'Gambar terlalu besar: paling besar 8192 piksel per sisi dan 50 megapiksel.',
    en: 'The picture is too large: at most 8192 pixels a side and 50 megapixels.',
  },
  too_long: {
    id: 'Durasi lebih dari 5 menit. Pendekkan videonya.',
    en: 'Longer than 5 minutes. Shorten it.',
  },
  no_picture: {
    id: 'Berkas ini tidak memuat gambar atau video.',
    en: 'The file holds no picture or video.',
  },
  no_sound: { id: 'Berkas ini tidak memuat suara.', en: 'The file holds no sound.' },
  silent: {
    id: 'Rekaman ini hampir tidak bersuara. Rekam ulang.',
    en: 'The recording is nearly silent. Record it again.',
  },
  too_many_streams: {
    id: 'Berkas memuat terlalu banyak trek. Ekspor dengan satu video dan satu suara.',
    en: 'The file holds too many tracks. Export one video and one sound track.',
  },
  drm: {
    id: 'Berkas terkunci (DRM). Kirim salinan tanpa kunci.',
    en: 'The file is locked (DRM). Send a copy without the lock.',
  },
  limit_exceeded: {
    id: 'Berkas membutuhkan terlalu banyak waktu atau memori untuk diolah. Ekspor ulang dengan pengaturan biasa.',
    en: 'The file takes too much time or memory to process. Export it again with ordinary settings.',
  },
} as const;

export type RejectionCode = keyof typeof REJECTION_TEXT;

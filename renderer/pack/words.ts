import type { AirState, FileState, Verdict } from './verdict.ts';

export type Language = 'id' | 'en';

interface Words {
  language: string;
  other: string;
  demo: string;
  kind: { unit: string; screen: string };
  noPlayLog: string;
  madeAt: (at: string) => string;
  verdict: Record<Verdict, { title: string; hint: string }>;
  pickFolder: string;
  pickFiles: string;
  clock: (at: string) => string;
  clips: { unit: string; screen: string };
  papers: string;
  state: Record<FileState, string>;
  air: Record<AirState, (until: string, from: string) => string>;
  strangers: string;
  progress: (done: number, total: number) => string;
  about: string;
}

export const WORDS: Record<Language, Words> = {
  id: {
    language: 'id',
    other: 'English',
    demo: 'DEMO: bukan siaran resmi',
    kind: { unit: 'Stik siaran keliling', screen: 'Paket konten layar' },
    noPlayLog: 'Tanpa log tayang: layar ini tidak melaporkan apa yang tampil.',
    madeAt: (at) => `Dibuat ${at}`,
    verdict: {
      unchecked: {
        title: 'Belum diperiksa',
        hint: 'Pilih folder stik untuk memeriksa isinya. Tanpa internet.',
      },
      checking: { title: 'Sedang memeriksa …', hint: 'Jangan cabut stik.' },
      broken: { title: 'Ada berkas rusak', hint: 'Jangan dipakai. Tulis ulang stik di kantor.' },
      strangers: {
        title: 'Ada berkas asing',
        hint: 'Berkas itu bukan dari paket ini dan akan ikut diputar. Hapus dahulu.',
      },
      expired: { title: 'Ada siaran yang sudah berakhir', hint: 'Jangan putar yang bertanda merah.' },
      incomplete: { title: 'Belum lengkap', hint: 'Ada berkas yang tidak ditemukan di pilihan ini.' },
      good: { title: 'Stik utuh dan berlaku', hint: 'Semua berkas sama dengan yang dibuat di kantor.' },
    },
    pickFolder: 'Pilih folder stik',
    pickFiles: 'atau pilih berkasnya',
    clock: (at) => `Menurut jam perangkat ini: ${at}`,
    clips: { unit: 'Siaran', screen: 'Tayangan' },
    papers: 'Daftar dan lembar',
    state: {
      unchecked: 'belum diperiksa',
      checking: 'memeriksa …',
      intact: 'utuh',
      broken: 'RUSAK',
      missing: 'tidak ada',
    },
    air: {
      always: () => '',
      valid: (until) => `s.d. ${until}`,
      ends_today: (until) => `Hari terakhir, sampai ${until}`,
      not_yet: (_, from) => `Mulai ${from}`,
      expired: (until) => `BERAKHIR ${until}`,
    },
    strangers: 'Berkas asing',
    progress: (done, total) => `${done} dari ${total} berkas`,
    about:
      'Halaman ini menemukan salinan yang rusak, hilang, atau kedaluwarsa. Ia tidak dapat membuktikan siapa yang menulis stik: itu tugas tanda tangan di manifest.json.',
  },
  en: {
    language: 'en',
    other: 'Bahasa Indonesia',
    demo: 'DEMO: not an official broadcast',
    kind: { unit: 'Loudspeaker car stick', screen: 'Screen content pack' },
    noPlayLog: 'No play log: this screen does not report what it showed.',
    madeAt: (at) => `Made ${at}`,
    verdict: {
      unchecked: {
        title: 'Not checked yet',
        hint: 'Choose the stick’s folder to check it. No internet needed.',
      },
      checking: { title: 'Checking …', hint: 'Do not pull the stick out.' },
      broken: { title: 'A file is broken', hint: 'Do not use it. Write the stick again at the office.' },
      strangers: {
        title: 'There are foreign files',
        hint: 'They are not of this pack and would be played too. Delete them first.',
      },
      expired: { title: 'Something here has expired', hint: 'Do not play what is marked red.' },
      incomplete: { title: 'Not complete', hint: 'Some files were not found in what you chose.' },
      good: { title: 'Stick whole and valid', hint: 'Every file is the one made at the office.' },
    },
    pickFolder: 'Choose the stick’s folder',
    pickFiles: 'or choose its files',
    clock: (at) => `By this device’s clock: ${at}`,
    clips: { unit: 'Clips', screen: 'Pictures' },
    papers: 'Lists and papers',
    state: {
      unchecked: 'not checked',
      checking: 'checking …',
      intact: 'whole',
      broken: 'BROKEN',
      missing: 'not there',
    },
    air: {
      always: () => '',
      valid: (until) => `until ${until}`,
      ends_today: (until) => `Last day, until ${until}`,
      not_yet: (_, from) => `From ${from}`,
      expired: (until) => `EXPIRED ${until}`,
    },
    strangers: 'Foreign files',
    progress: (done, total) => `${done} of ${total} files`,
    about:
      'This page finds copies that are broken, lost or out of date. It cannot prove who wrote the stick: the signature in manifest.json does.',
  },
};

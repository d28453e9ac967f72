/** The eight announcements of Kota Tirtaraya: words, where they go, and how their pictures look. */
import type { AnnouncementContent } from '../../core/model/catalogue.ts';
import type { IconName } from './icons.ts';

export interface DemoPicture {
  kind: 'video' | 'image';
  headline: readonly string[];
  facts: readonly string[];
  foot: string;
  icon: IconName;
  /** Background from, background to, accent. */
  colours: readonly [string, string, string];
}

export interface DemoAnnouncement {
  key: string;
  agency: 'kominfo' | 'dinkes' | 'bpbd';
  category: AnnouncementContent['category'];
  title: string;
  script: string;
  ticker: string;
  outputs: AnnouncementContent['outputs'];
  areas: readonly ('karangseruni' | 'rawamelati' | 'sukatirta' | 'pasarwetan')[];
  emergency: boolean;
  evergreen: boolean;
  airDurationMs: number;
  picture: DemoPicture;
}

export interface DemoDates {
  saturday: string;
  wednesday: string;
  friday: string;
  inTwoWeeks: string;
  tomorrow: string;
  monthEnd: string;
}

/** The wording is that of the field; `dates` are written out in Indonesian, relative to the day of the demo. */
export function demoAnnouncements(dates: DemoDates): readonly DemoAnnouncement[] {
  return [
    {
      key: 'ktp',
      agency: 'kominfo',
      category: 'service',
      title: 'Layanan KTP-el Keliling',
      script: `Warga Karangseruni dan Rawamelati, perekaman KTP elektronik hadir di kantor kelurahan pada ${dates.saturday}, pukul delapan sampai dua belas siang. Bawalah fotokopi kartu keluarga. Layanan ini gratis.`,
      ticker: `Perekaman KTP-el keliling: ${dates.saturday}, 08.00–12.00, kantor Kelurahan Karangseruni dan Rawamelati. Bawa fotokopi KK. Gratis.`,
      outputs: { screen: true, ticker: true, mobile: true },
      areas: ['karangseruni', 'rawamelati'],
      emergency: false,
      evergreen: false,
      airDurationMs: 10_000,
      picture: {
        kind: 'video',
        headline: ['KTP-el', 'Keliling'],
        facts: [dates.saturday, '08.00–12.00 · Gratis'],
        foot: 'Bawa fotokopi kartu keluarga',
        icon: 'idCard',
        colours: ['#0b3d91', '#06245a', '#ffd54a'],
      },
    },
    {
      key: 'imunisasi',
      agency: 'dinkes',
      category: 'health',
      title: 'Pekan Imunisasi Anak',
      script: `Ayah dan Bunda, lengkapi imunisasi anak di posyandu terdekat sampai ${dates.inTwoWeeks}. Bawa buku KIA. Imunisasi melindungi anak kita dan tetangganya.`,
      ticker: '',
      outputs: { screen: true, ticker: false, mobile: true },
      areas: [],
      emergency: false,
      evergreen: false,
      airDurationMs: 10_000,
      picture: {
        kind: 'video',
        headline: ['Pekan', 'Imunisasi'],
        facts: ['Posyandu terdekat', `sampai ${dates.inTwoWeeks}`],
        foot: 'Bawa buku KIA',
        icon: 'shield',
        colours: ['#00695c', '#003d33', '#ffe082'],
      },
    },
    {
      key: 'banjir',
      agency: 'bpbd',
      category: 'emergency',
      title: 'Waspada Luapan Kali Tirta',
      script:
        'Perhatian warga bantaran Kali Tirta di Rawamelati. Permukaan air naik, amankan dokumen dan matikan listrik bila air masuk rumah. Dalam keadaan darurat, hubungi 112.',
      ticker:
        'WASPADA luapan Kali Tirta di Rawamelati: amankan dokumen, matikan listrik bila air masuk rumah. Darurat hubungi 112.',
      outputs: { screen: true, ticker: true, mobile: true },
      areas: ['rawamelati'],
      emergency: true,
      evergreen: false,
      airDurationMs: 8_000,
      picture: {
        kind: 'video',
        headline: ['WASPADA', 'Kali Tirta'],
        facts: ['Air naik di Rawamelati', 'Darurat hubungi 112'],
        foot: 'Matikan listrik di rumah',
        icon: 'wave',
        colours: ['#b71c1c', '#5f0f0f', '#ffeb3b'],
      },
    },
    {
      key: 'kenanga',
      agency: 'kominfo',
      category: 'traffic',
      title: 'Pengalihan Arus Jalan Kenanga',
      script: `Jalan Kenanga ditutup sementara untuk perbaikan drainase pada ${dates.tomorrow}, pukul 21.00 sampai 04.00. Gunakan Jalan Flamboyan. Ikuti arahan petugas.`,
      ticker: `Jalan Kenanga ditutup ${dates.tomorrow}, 21.00–04.00 (perbaikan drainase). Gunakan Jalan Flamboyan. Ikuti arahan petugas.`,
      outputs: { screen: true, ticker: true, mobile: false },
      areas: ['sukatirta'],
      emergency: false,
      evergreen: false,
      airDurationMs: 8_000,
      picture: {
        kind: 'image',
        headline: ['Jl. Kenanga', 'ditutup'],
        facts: [dates.tomorrow, '21.00–04.00'],
        foot: 'Lewat Jalan Flamboyan',
        icon: 'detour',
        colours: ['#e65100', '#8a2f00', '#fff3e0'],
      },
    },
    {
      key: 'bursa',
      agency: 'kominfo',
      category: 'employment',
      title: 'Bursa Kerja Tirtaraya',
      script: `Bursa Kerja Tirtaraya dibuka ${dates.wednesday} di Gedung Serbaguna. Siapkan riwayat hidup dan daftar melalui kode QR. Tidak ada pungutan biaya.`,
      ticker: `Bursa Kerja Tirtaraya: ${dates.wednesday}, Gedung Serbaguna. Tidak ada pungutan biaya.`,
      outputs: { screen: true, ticker: true, mobile: false },
      areas: [],
      emergency: false,
      evergreen: false,
      airDurationMs: 10_000,
      picture: {
        kind: 'video',
        headline: ['Bursa Kerja', 'Tirtaraya'],
        facts: [dates.wednesday, 'Gedung Serbaguna'],
        foot: 'Tanpa pungutan biaya',
        icon: 'briefcase',
        colours: ['#4527a0', '#24105e', '#80deea'],
      },
    },
    {
      key: 'pangan',
      agency: 'kominfo',
      category: 'economy',
      title: 'Gerakan Pangan Murah',
      script: `Warga Pasarwetan, Gerakan Pangan Murah hadir di halaman kantor kelurahan ${dates.friday}, mulai pukul tujuh pagi. Tersedia beras, minyak goreng, dan telur selama persediaan ada. Bawalah tas belanja sendiri.`,
      ticker: '',
      outputs: { screen: true, ticker: false, mobile: true },
      areas: ['pasarwetan'],
      emergency: false,
      evergreen: false,
      airDurationMs: 8_000,
      picture: {
        kind: 'image',
        headline: ['Pangan', 'Murah'],
        facts: [`${dates.friday}, 07.00`, 'Kelurahan Pasarwetan'],
        foot: 'Bawa tas belanja sendiri',
        icon: 'basket',
        colours: ['#2e7d32', '#123f16', '#fff59d'],
      },
    },
    {
      key: 'pbb',
      agency: 'kominfo',
      category: 'tax',
      title: 'PBB Jatuh Tempo',
      script: `Batas pembayaran Pajak Bumi dan Bangunan adalah ${dates.monthEnd}. Bayar melalui bank atau kanal resmi pemerintah kota. Waspadai pesan yang meminta transfer ke rekening pribadi.`,
      ticker: `Batas bayar PBB: ${dates.monthEnd}. Bayar hanya melalui bank atau kanal resmi pemerintah kota.`,
      outputs: { screen: true, ticker: true, mobile: false },
      areas: [],
      emergency: false,
      evergreen: false,
      airDurationMs: 8_000,
      picture: {
        kind: 'image',
        headline: ['PBB jatuh', 'tempo'],
        facts: [dates.monthEnd, 'Bank & kanal resmi'],
        foot: 'Waspada rekening pribadi',
        icon: 'invoice',
        colours: ['#37474f', '#172228', '#ffcc80'],
      },
    },
    {
      key: 'dbd',
      agency: 'dinkes',
      category: 'advisory',
      title: 'Cegah Demam Berdarah',
      script:
        'Musim hujan tiba, mari kuras dan tutup tempat penampungan air setiap minggu. Ajak tetangga kerja bakti Minggu pagi. Bila demam berlanjut, segera periksa ke puskesmas.',
      ticker: '',
      outputs: { screen: true, ticker: false, mobile: true },
      areas: ['karangseruni', 'sukatirta'],
      emergency: false,
      evergreen: false,
      airDurationMs: 10_000,
      picture: {
        kind: 'video',
        headline: ['Cegah', 'demam berdarah'],
        facts: ['Kuras & tutup', 'tampungan air'],
        foot: 'Kerja bakti Minggu pagi',
        icon: 'drop',
        colours: ['#ad1457', '#560027', '#b2ebf2'],
      },
    },
  ];
}

/** What fills a screen when nothing else may play: approved as evergreen, for every area. */
export const identityAnnouncement: DemoAnnouncement = {
  key: 'identitas',
  agency: 'kominfo',
  category: 'identity',
  title: 'Kota Tirtaraya',
  script: '',
  ticker: '',
  outputs: { screen: true, ticker: false, mobile: false },
  areas: [],
  emergency: false,
  evergreen: true,
  airDurationMs: 10_000,
  picture: {
    kind: 'video',
    headline: ['Kota', 'Tirtaraya'],
    facts: ['Layanan warga 24 jam', 'Telepon 112'],
    foot: 'Bersih, tertib, saling jaga',
    icon: 'arms',
    colours: ['#0f4c5c', '#062a33', '#f6c453'],
  },
};

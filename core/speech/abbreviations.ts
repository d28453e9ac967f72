/** Abbreviations by how they are spoken. Data, not rules: add to it freely. */

/** Read out as the words they stand for; compared without regard to case, the dot is optional unless it is in the key. */
export const EXPANSIONS: Readonly<Record<string, string>> = {
  // Addresses
  ...{
    jl: 'jalan',
    jln: 'jalan',
    gg: 'gang',
    kel: 'kelurahan',
    kec: 'kecamatan',
    kab: 'kabupaten',
    prov: 'provinsi',
  },
  ...{
    prop: 'provinsi',
    ds: 'desa',
    dsn: 'dusun',
    kp: 'kampung',
    kampg: 'kampung',
    perum: 'perumahan',
    komp: 'kompleks',
  },
  ...{
    lt: 'lantai',
    blk: 'blok',
    no: 'nomor',
    nmr: 'nomor',
    telp: 'telepon',
    tlp: 'telepon',
    telpon: 'telepon',
    hal: 'halaman',
  },
  ...{ rs: 'rumah sakit', sbb: 'sebagai berikut' },
  // Time
  ...{ tgl: 'tanggal', pkl: 'pukul', wib: 'Waktu Indonesia Barat', wita: 'Waktu Indonesia Tengah' },
  ...{ wit: 'Waktu Indonesia Timur', thn: 'tahun', bln: 'bulan' },
  // Joining words
  ...{
    's.d': 'sampai dengan',
    's/d': 'sampai dengan',
    sd: 'sampai dengan',
    dst: 'dan seterusnya',
    dll: 'dan lain-lain',
  },
  ...{
    dsb: 'dan sebagainya',
    dkk: 'dan kawan-kawan',
    yth: 'yang terhormat',
    'a.n': 'atas nama',
    'a/n': 'atas nama',
  },
  ...{
    'u.p': 'untuk perhatian',
    'd/a': 'dengan alamat',
    'd.a': 'dengan alamat',
    ttg: 'tentang',
    dgn: 'dengan',
    yg: 'yang',
  },
  ...{
    utk: 'untuk',
    dlm: 'dalam',
    krn: 'karena',
    sdh: 'sudah',
    tdk: 'tidak',
    kpd: 'kepada',
    pd: 'pada',
    jg: 'juga',
  },
  ...{
    tsb: 'tersebut',
    dg: 'dengan',
    bs: 'bisa',
    org: 'orang',
    dr: 'dokter',
    'a.l': 'antara lain',
    'c.q': 'casu quo',
  },
  // People
  ...{
    bpk: 'bapak',
    bp: 'bapak',
    sdr: 'saudara',
    sdri: 'saudari',
    tn: 'tuan',
    ny: 'nyonya',
    hj: 'hajah',
    drg: 'dokter gigi',
  },
  ...{
    ust: 'ustaz',
    kh: 'kiai haji',
    prof: 'profesor',
    ir: 'insinyur',
    drs: 'doktorandus',
    dra: 'doktoranda',
  },
};

/** These stand for something else, or for nothing, without their dot; as a word they are left alone. */
export const DOT_NEEDED: ReadonlySet<string> = new Set([
  ...[
    'no',
    'kel',
    'kec',
    'kab',
    'prov',
    'prop',
    'ds',
    'kp',
    'lt',
    'rs',
    'hal',
    'sd',
    'dr',
    'bp',
    'ny',
    'tn',
    'ir',
    'dra',
  ],
  ...['drs', 'prof', 'perum', 'komp', 'bs', 'pd', 'jg', 'kh', 'hj', 'ust', 'dg', 'org', 'blk', 'telpon'],
]);

/** Without their dot, but before a number: "No 5", "Lt 2". */
export const DOT_OR_NUMBER: ReadonlySet<string> = new Set(['no', 'lt', 'blk', 'hal']);

/** They may end a sentence, whose dot then stays. */
export const MAY_END: ReadonlySet<string> = new Set([
  'dst',
  'dll',
  'dsb',
  'dkk',
  'tsb',
  'wib',
  'wita',
  'wit',
  'sbb',
]);

/** Spoken as other words, however they are written. */
export const NAMED: Readonly<Record<string, string>> = {
  'ktp-el': 'ka te pe elektronik',
  'e-ktp': 'e ka te pe',
  'wi-fi': 'waifai',
  wifi: 'waifai',
};

/** Spoken as other words where they are written in capitals. */
export const NAMED_IN_CAPITALS: Readonly<Record<string, string>> = {
  COVID: 'covid',
  RS: 'rumah sakit',
  SD: 'es de',
};

/** In capitals, with a vowel, and yet spoken letter by letter; what has no vowel always is. */
export const SPELT: ReadonlySet<string> = new Set([
  ...[
    'KIA',
    'ASN',
    'APBD',
    'APBN',
    'UMKM',
    'OPD',
    'KUA',
    'IGD',
    'UGD',
    'SPBU',
    'TPU',
    'TPA',
    'BOP',
    'UPT',
    'UPTD',
    'RSUD',
  ],
  ...[
    'ODGJ',
    'USG',
    'SMA',
    'SMAN',
    'MA',
    'MI',
    'AC',
    'TV',
    'RI',
    'KPU',
    'IMB',
    'PBI',
    'PKL',
    'UMK',
    'UMP',
    'LPG',
  ],
  ...['IPM', 'UKM', 'IKM', 'ATM', 'ID', 'IT', 'AI', 'HIV', 'WA', 'UU', 'PAD', 'TNI', 'BUMN', 'BUMD'],
  ...['PDAM', 'PUPR', 'DPU', 'BPKAD', 'BKAD', 'IKD'],
]);

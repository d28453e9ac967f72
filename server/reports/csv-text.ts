/** Words of the CSV files in both languages. */
export const CSV_TEXT = {
  id: {
    asRun: ['Layar', 'Pengumuman', 'Zona', 'Mulai', 'Selesai', 'Detik', 'Utuh'],
    proof: [
      'Pengumuman',
      'Instansi',
      'Layar',
      'Tayang utuh',
      'Direncanakan',
      'Detik tayang',
      'Pertama',
      'Terakhir',
      'Log tayang',
    ],
    yes: 'ya',
    no: 'tidak',
  },
  en: {
    asRun: ['Screen', 'Announcement', 'Zone', 'Start', 'End', 'Seconds', 'Complete'],
    proof: [
      'Announcement',
      'Agency',
      'Screen',
      'Complete plays',
      'Planned',
      'Seconds on air',
      'First',
      'Last',
      'Play log',
    ],
    yes: 'yes',
    no: 'no',
  },
} as const;

export const crews = {
  crews: {
    members: 'Awak',
    membersHint: 'Pengguna berperan Awak mobil. Hanya mereka yang dapat memakai aplikasi untuk mobil ini.',
    former: 'Bukan Awak mobil lagi, jadi dikeluarkan saat disimpan: {{names}}.',
    noCrewUsers: 'Belum ada pengguna berperan Awak mobil; undang dahulu di Pengguna.',
    voicing: 'Jenis pengeras suara',
    title: 'Awak dan ponsel',
    none: 'Belum ada awak. Tambahkan lewat Ubah.',
    noPhone: 'belum ada ponsel',
    seen: 'terakhir terlihat {{at}}',
    connect: 'Hubungkan ponsel',
    connectFor: 'Hubungkan ponsel {{name}}',
    scan: 'Arahkan kamera ponsel ke kode ini, lalu buka tautannya. Berlaku sekali, sampai {{at}}.',
    qr: 'Kode QR untuk ponsel {{name}}',
    address: {
      loopback:
        '{{origin}} hanya ada di komputer ini: ponsel tidak dapat membukanya. Buka Wawar lewat alamat https-nya di jaringan, lalu buat kode dari sana.',
      insecure:
        'Alamat ini tanpa https: peramban ponsel tidak memberi kunci, lokasi, dan mode luring di sini. Buka Wawar lewat alamat https-nya, lalu buat kode dari sana.',
    },
    copyLink: 'Salin tautan',
    revoke: 'Cabut',
    revokeOf: 'Cabut ponsel {{label}} milik {{name}}',
    revoked: 'Ponsel dicabut.',
    unknown: 'bukan awak lagi',
  },
};

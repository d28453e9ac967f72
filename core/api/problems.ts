/** RFC 9457 problem details: one table of codes with status and the sentence a person reads, in both languages. */
import { z } from 'zod';

interface ProblemText {
  readonly status: number;
  readonly id: string;
  readonly en: string;
}

export const PROBLEMS = {
  invalid_request: {
    status: 400,
    id: 'Isian belum benar. Periksa kolom yang ditandai.',
    en: 'Some fields are not right. Check the marked ones.',
  },
  malformed_json: { status: 400, id: 'Permintaan tidak dapat dibaca.', en: 'The request cannot be read.' },
  not_signed_in: { status: 401, id: 'Silakan masuk dahulu.', en: 'Please sign in first.' },
  wrong_credentials: {
    status: 401,
    id: 'Nama pengguna atau kata sandi salah.',
    en: 'Wrong user name or password.',
  },
  too_many_attempts: {
    status: 429,
    id: 'Terlalu banyak percobaan. Coba lagi beberapa menit lagi.',
    en: 'Too many attempts. Try again in a few minutes.',
  },
  forbidden: {
    status: 403,
    id: 'Peran Anda tidak mengizinkan tindakan ini.',
    en: 'Your role does not allow this.',
  },
  foreign_origin: {
    status: 403,
    id: 'Permintaan datang dari situs lain dan ditolak.',
    en: 'The request comes from another site and was refused.',
  },
  other_agency: {
    status: 403,
    id: 'Ini milik instansi lain.',
    en: 'This belongs to another agency.',
  },
  not_found: { status: 404, id: 'Tidak ditemukan.', en: 'Not found.' },
  link_used_or_expired: {
    status: 410,
    id: 'Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan baru.',
    en: 'This link was used or has expired. Ask for a new one.',
  },
  already_set_up: {
    status: 409,
    id: 'Wawar sudah disiapkan. Silakan masuk.',
    en: 'Wawar is already set up. Please sign in.',
  },
  name_taken: { status: 409, id: 'Nama itu sudah dipakai.', en: 'That name is taken.' },
  group_differs: {
    status: 409,
    id: 'Layar dalam grup serempak harus memiliki zona waktu, awal hari, jam nyala, dan pergantian tayangan yang sama.',
    en: 'Screens of a group that plays in step need the same time zone, day start, hours and change from item to item.',
  },
  outside_wall: {
    status: 409,
    id: 'Tempat layar berada di luar kanvas dinding grupnya.',
    en: 'The screen’s place lies outside its group’s wall canvas.',
  },
  release_refused: {
    status: 422,
    id: 'Ini bukan rilis yang ditandatangani kunci kota, atau berkasnya berbeda. Periksa berkas yang dipilih.',
    en: 'This is no release signed with the city’s key, or its files differ. Check the files chosen.',
  },
  release_incomplete: {
    status: 409,
    id: 'Berkas rilis ini belum lengkap. Unggah dahulu semuanya.',
    en: 'Files of this release are missing. Upload all of them first.',
  },
  usb_plays_refused: {
    status: 422,
    id: 'Ini bukan log tayang yang ditulis layar milik kota, atau sudah berubah.',
    en: 'These are no plays written by one of the city’s screens, or they were changed.',
  },
  in_use: {
    status: 409,
    id: 'Masih dipakai di tempat lain, jadi tidak dapat dihapus.',
    en: 'It is still used elsewhere and cannot be deleted.',
  },
  stale_revision: {
    status: 409,
    id: 'Orang lain sudah mengubahnya. Muat ulang lalu ulangi.',
    en: 'Someone else has changed it. Reload and try again.',
  },
  wrong_state: {
    status: 409,
    id: 'Tindakan ini tidak berlaku untuk keadaan sekarang.',
    en: 'This is not possible in its present state.',
  },
  same_person: {
    status: 403,
    id: 'Anda yang mengajukan; persetujuan harus dari orang lain.',
    en: 'You submitted it; someone else has to approve.',
  },
  wrong_password: {
    status: 403,
    id: 'Kata sandi salah; persetujuan tidak ditandatangani.',
    en: 'Wrong password; the approval was not signed.',
  },
  no_approver_key: {
    status: 403,
    id: 'Akun Anda belum punya kunci persetujuan.',
    en: 'Your account has no approval key yet.',
  },
  not_rendered: {
    status: 409,
    id: 'Tayangan masih disiapkan. Tunggu sampai selesai.',
    en: 'The renditions are still being made. Wait until they are done.',
  },
  asset_not_ready: {
    status: 409,
    id: 'Berkas media belum siap atau ditolak.',
    en: 'The media file is not ready or was rejected.',
  },
  asset_missing: {
    status: 422,
    id: 'Pilih gambar atau video untuk layar.',
    en: 'Choose a picture or video for the screen.',
  },
  asset_wrong_kind: {
    status: 422,
    id: 'Jenis berkas ini tidak dapat dipakai di sini.',
    en: 'This kind of file cannot be used here.',
  },
  air_time_over_limit: {
    status: 422,
    id: 'Lebih lama dari batas kota untuk satu penayangan. Pendekkan durasi tayangnya.',
    en: 'Longer than the city allows for one airing. Shorten the air time.',
  },
  segment_outside: {
    status: 422,
    id: 'Potongan yang dipilih berada di luar videonya. Atur ulang awal dan akhirnya.',
    en: 'The chosen part lies outside the video. Set its start and end again.',
  },
  page_missing: {
    status: 422,
    id: 'Dokumen ini tidak punya halaman itu. Pilih halaman lain.',
    en: 'The document has no such page. Choose another one.',
  },
  ticker_missing: { status: 422, id: 'Tulis teks berjalan.', en: 'Write the ticker text.' },
  script_missing: {
    status: 422,
    id: 'Tulis naskah atau unggah rekaman untuk mobil.',
    en: 'Write the script or upload a recording for the car.',
  },
  validity_over: {
    status: 422,
    id: 'Masa berlaku sudah lewat atau terbalik.',
    en: 'The validity is over or reversed.',
  },
  not_approved: { status: 409, id: 'Belum disetujui.', en: 'Not approved yet.' },
  priority_too_high: {
    status: 422,
    id: 'Prioritas melebihi yang disetujui untuk pengumuman ini.',
    en: 'The priority is above what is approved for this announcement.',
  },
  output_not_approved: {
    status: 422,
    id: 'Pengumuman ini tidak ditujukan untuk keluaran itu.',
    en: 'This announcement is not meant for that output.',
  },
  bad_recurrence: {
    status: 422,
    id: 'Aturan pengulangan tidak dapat dipahami.',
    en: 'The recurrence rule cannot be understood.',
  },
  no_evergreen: {
    status: 409,
    id: 'Layar belum punya tayangan cadangan yang selalu boleh tayang; tambahkan dahulu.',
    en: 'The screen has no evergreen content; add some first.',
  },
  pairing_code_unknown: {
    status: 404,
    id: 'Kode tidak dikenal. Periksa kode di layar.',
    en: 'Unknown code. Check the code on the screen.',
  },
  already_paired: {
    status: 409,
    id: 'Layar ini sudah terhubung ke perangkat lain.',
    en: 'This screen is already paired with another device.',
  },
  device_unknown: { status: 401, id: 'Perangkat tidak dikenal.', en: 'Unknown device.' },
  device_revoked: { status: 403, id: 'Perangkat sudah dicabut.', en: 'The device was revoked.' },
  not_authentic: {
    status: 401,
    id: 'Ponsel ini tidak dapat membuktikan kuncinya. Masuk lagi dengan kode QR baru.',
    en: 'This phone cannot prove its key. Sign in again with a new QR code.',
  },
  not_crew: {
    status: 409,
    id: 'Orang ini bukan kru, atau akunnya dinonaktifkan.',
    en: 'This person is not a crew member, or the account is disabled.',
  },
  not_member: {
    status: 409,
    id: 'Orang ini bukan awak mobil ini. Tambahkan dahulu ke awaknya.',
    en: 'This person is not in this car’s crew. Add them to it first.',
  },
  other_unit: {
    status: 403,
    id: 'Ponsel ini tidak pernah masuk untuk mobil itu.',
    en: 'This phone never signed in for that car.',
  },
  screen_offline: { status: 409, id: 'Layar sedang tidak tersambung.', en: 'The screen is not connected.' },
  command_timed_out: {
    status: 504,
    id: 'Layar tidak menjawab tepat waktu.',
    en: 'The screen did not answer in time.',
  },
  camera_missing: {
    status: 409,
    id: 'Layar ini belum punya kamera.',
    en: 'This screen has no camera yet.',
  },
  camera_failed: {
    status: 502,
    id: 'Kamera tidak memberi gambar.',
    en: 'The camera brought no picture.',
  },
  photo_unreadable: {
    status: 422,
    id: 'Foto tidak dapat dibaca. Kirim JPEG, PNG atau WebP.',
    en: 'The photo cannot be read. Send JPEG, PNG or WebP.',
  },
  clock_unconfirmed: {
    status: 503,
    id: 'Jam server tidak dapat dipercaya, jadi tidak ada yang diterbitkan. Admin memastikan jamnya di Beranda.',
    en: 'The server’s clock cannot be believed, so nothing is published. An admin confirms it on the home page.',
  },
  nothing_to_publish: { status: 409, id: 'Tidak ada yang berubah.', en: 'Nothing has changed.' },
  nothing_for_screen: {
    status: 409,
    id: 'Tidak ada tayangan untuk layar ini pada periode itu. Terbitkan jadwal dahulu.',
    en: 'Nothing is planned for this screen in that period. Publish the schedule first.',
  },
  nothing_for_unit: {
    status: 409,
    id: 'Tidak ada siaran yang berlaku untuk mobil ini pada tanggal itu.',
    en: 'Nothing is valid for this car on that date.',
  },
  media_damaged: {
    status: 500,
    id: 'Satu berkas di server rusak: isinya bukan lagi yang disetujui. Hubungi admin; namanya ada di log server.',
    en: 'A file on the server is damaged: it is no longer what was approved. Tell the admin; the server’s log names it.',
  },
  too_large: { status: 413, id: 'Terlalu besar.', en: 'Too large.' },
  disk_full: {
    status: 507,
    id: 'Penyimpanan server penuh. Hubungi admin.',
    en: 'The server is out of disk space. Tell the admin.',
  },
  internal: {
    status: 500,
    id: 'Ada kesalahan di server. Sudah dicatat.',
    en: 'Something went wrong on the server. It was logged.',
  },
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof PROBLEMS;

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  /** One per invalid field; `path` in dotted form. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

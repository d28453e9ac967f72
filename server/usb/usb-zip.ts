import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Manifest } from '../../core/model/programme.ts';
import { USB_FOLDER, USB_LOAD_NAME, type UsbLoadFile } from '../../core/protocol/usb.ts';
import type { HashStore } from '../../media/store/index.ts';

const READ_ME = `MUATAN USB WAWAR

1. Ekstrak ZIP ini ke akar (paling luar) stik USB, sehingga ada folder "wawar".
   Beberapa layar boleh memakai satu stik: ekstrak semuanya ke tempat yang sama.
2. Colokkan stik ke komputer layar. Dalam satu menit layar memeriksa dan mengambilnya.
   Muatan yang rusak, lebih lama, atau untuk layar lain ditolak; yang sedang tayang tidak berubah.
3. Tunggu sampai lampu stik berhenti berkedip, lalu cabut.
4. Bawa stik kembali ke kantor dan unggah isi folder "wawar/plays" di halaman layar,
   tab Perangkat.
`;

/** A stick as a ZIP stream. Media are stored, not deflated: they are compressed already. */
export function usbZip(
  screenId: string,
  file: UsbLoadFile,
  media: Manifest['media'],
  store: HashStore,
  modifiedAt: Date,
): Readable {
  const zip = new ZipFile();
  const options = { mtime: modifiedAt };
  zip.addBuffer(Buffer.from(READ_ME), `${USB_FOLDER}/BACA-DULU.txt`, options);
  // Media first: a stick that was pulled while it was written has no load to speak of.
  for (const { sha256 } of media) {
    zip.addFile(store.path(sha256), `${USB_FOLDER}/media/${sha256}`, { ...options, compress: false });
  }
  const load = Buffer.from(JSON.stringify(file));
  zip.addBuffer(load, `${USB_FOLDER}/screens/${screenId}/${USB_LOAD_NAME}`, options);
  zip.end();
  return zip.outputStream as Readable;
}

// jszip: packs a file and reads it again.
import JSZip from 'jszip';

export default async () => {
  const archive = new JSZip();
  archive.file('a/b.txt', 'hällo');
  const bytes = await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
  const read = await JSZip.loadAsync(bytes);
  return [await read.file('a/b.txt').async('string'), Object.keys(read.files)];
};

// fflate: compresses in every format.
import {
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  strFromU8,
  strToU8,
  unzipSync,
  unzlibSync,
  zipSync,
  zlibSync,
  Inflate,
} from 'fflate';

export default () => {
  const data = strToU8('héllo '.repeat(50));
  const zip = zipSync({ 'a.txt': data, dir: { 'b.txt': [strToU8('b'), { level: 0 }] } }, { mtime: new Date(1e12) });
  const parts = [];
  const inflate = new Inflate(chunk => parts.push(chunk.length));
  inflate.push(deflateSync(data), true);
  return [
    strFromU8(gunzipSync(gzipSync(data, { mtime: 0 }))).length,
    inflateSync(deflateSync(data)).length,
    unzlibSync(zlibSync(data, { level: 9 })).length,
    Object.keys(unzipSync(zip)),
    zip.length,
    parts,
  ];
};

// spark-md5: digests in parts.
import SparkMD5 from 'spark-md5';

export default () => [
  SparkMD5.hash('héllo'),
  new SparkMD5().append('a').append('b').end(),
  SparkMD5.ArrayBuffer.hash(new Uint8Array([1, 2, 3]).buffer),
  SparkMD5.hashBinary('\xff', true).length,
];

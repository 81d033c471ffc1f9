// base64-js: bytes as text.
import { byteLength, fromByteArray, toByteArray } from 'base64-js';

export default () => [
  fromByteArray(new Uint8Array([0, 255, 128, 7])),
  [...toByteArray('_-8=')],
  byteLength('AP+ABw=='),
  fromByteArray(new Uint8Array(40000).fill(9)).length,
];

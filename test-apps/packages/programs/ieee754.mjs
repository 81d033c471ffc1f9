// ieee754: floats in bytes.
import * as module from 'ieee754';

const { read, write } = module.read ? module : module.default;

export default () => {
  const bytes = new Uint8Array(12);
  write(bytes, Math.PI, 0, true, 52, 8);
  write(bytes, -0.1, 8, false, 23, 4);
  return [
    [...bytes],
    read(bytes, 0, true, 52, 8),
    read(bytes, 8, false, 23, 4),
    read(new Uint8Array([0, 0, 128, 127]), 0, true, 23, 4),
  ];
};

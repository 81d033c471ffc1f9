// sqids: numbers as short texts.
import Sqids from 'sqids';

export default () => {
  const sqids = new Sqids({ minLength: 10, blocklist: new Set(['86Rf07']) });
  return [sqids.encode([1, 2, 3]), sqids.decode(sqids.encode([45, 99])), new Sqids().encode([0])];
};

// ulid: ids with a time.
import { decodeTime, encodeTime, monotonicFactory, ulid } from 'ulid';

export default () => {
  const next = monotonicFactory(() => 0.5);
  return [next(150000), next(150000), decodeTime(ulid(1469918176385)), encodeTime(1469918176385), ulid(1, () => 0.25)];
};

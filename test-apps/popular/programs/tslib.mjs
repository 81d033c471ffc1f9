// tslib: generators, decorators and rest.
import { __awaiter, __decorate, __generator, __rest } from 'tslib';

const wait = value =>
  __awaiter(undefined, undefined, undefined, function () {
    return __generator(this, () => [2, value]);
  });

export default async () => [await wait(5), __rest({ a: 1, b: 2 }, ['a']), typeof __decorate];

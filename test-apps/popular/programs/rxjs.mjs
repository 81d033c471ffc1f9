// rxjs: operators, subjects and a test scheduler.
import { BehaviorSubject, firstValueFrom, from, interval, lastValueFrom, of } from 'rxjs';
import { debounceTime, filter, map, mergeMap, scan, take, toArray } from 'rxjs/operators';
import { TestScheduler } from 'rxjs/testing';

export default async () => {
  const subject = new BehaviorSubject(1);
  subject.next(2);
  const sums = from([1, 2, 3]).pipe(
    map(n => n * 2),
    filter(n => n > 2),
    mergeMap(n => of(n, n)),
    scan((a, b) => a + b),
    toArray(),
  );
  const checked = [];
  new TestScheduler((found, wanted) => checked.push(JSON.stringify(found) === JSON.stringify(wanted))).run(
    ({ cold, expectObservable }) => expectObservable(cold('a-b|').pipe(debounceTime(1))).toBe('-a-(b|)'),
  );
  return [
    await lastValueFrom(sums),
    await firstValueFrom(subject),
    await lastValueFrom(interval(1).pipe(take(3), toArray())),
    checked,
  ];
};

// Values over time, and values that may be missing.
import { parallel, waterfall } from 'async';
import { Effect, Option, Schema, Stream } from 'effect';
import EventEmitter from 'eventemitter3';
import * as A from 'fp-ts/lib/Array.js';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { pipe } from 'fp-ts/lib/function.js';
import { BehaviorSubject, combineLatest, firstValueFrom, from, lastValueFrom, of } from 'rxjs';
import { catchError, debounceTime, filter, map, mergeMap, scan, switchMap, toArray } from 'rxjs/operators';

function runAsync() {
  return new Promise((resolve, reject) => {
    const later = value => done => setTimeout(() => done(null, value), 1);
    waterfall([done => done(null, 1), (first, done) => parallel([later(first), later(2)], done)], (error, result) =>
      error ? reject(error) : resolve(result),
    );
  });
}

async function runEffect() {
  const sum = Effect.gen(function* () {
    const one = yield* Effect.succeed(1);
    return one + (yield* Effect.promise(async () => 2));
  });
  return [
    await Effect.runPromise(sum),
    Option.getOrElse(Option.some(3), () => 0),
    Schema.decodeUnknownSync(Schema.Struct({ n: Schema.NumberFromString }))({ n: '5' }),
    Array.from(await Effect.runPromise(Stream.runCollect(Stream.make(1, 2)))),
  ];
}

function runEvents() {
  const emitter = new EventEmitter();
  const seen = [];
  emitter.once('a', value => seen.push(value));
  emitter.emit('a', 1);
  emitter.emit('a', 2);
  return [seen, emitter.listenerCount('a')];
}

function runFpTs() {
  const positive = n => (n > 0 ? E.right(n) : E.left('not positive'));
  return [
    pipe(
      [1, 2, 3],
      A.map(n => n * 2),
      A.filter(n => n > 2),
      A.reduce(0, (a, b) => a + b),
    ),
    pipe(
      positive(-1),
      E.match(error => error, String),
    ),
    pipe(
      O.fromNullable(null),
      O.getOrElse(() => 'none'),
    ),
  ];
}

async function runRxjs() {
  const subject = new BehaviorSubject(1);
  subject.next(2);
  const numbers = from([1, 2, 3]).pipe(
    map(n => n * 2),
    filter(n => n > 2),
    mergeMap(n => of(n, n)),
    scan((a, b) => a + b),
    toArray(),
  );
  return [
    await lastValueFrom(numbers),
    await firstValueFrom(combineLatest([subject, of('x')])),
    await lastValueFrom(
      of(1, 2).pipe(
        debounceTime(1),
        switchMap(n => of(n + 1)),
        catchError(() => of('failed')),
      ),
    ),
  ];
}

export default async function run() {
  return {
    async: await runAsync(),
    effect: await runEffect(),
    eventemitter3: runEvents(),
    fpTs: runFpTs(),
    rxjs: await runRxjs(),
  };
}

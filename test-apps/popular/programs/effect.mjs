// effect: a program, an option, a schema and a stream.
import { Effect, Option, Schema, Stream } from 'effect';

export default async () => {
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
};

// web-streams-polyfill: a stream in a pipe.
import { ByteLengthQueuingStrategy, ReadableStream, TransformStream, WritableStream } from 'web-streams-polyfill';

export default async () => {
  const seen = [];
  const source = new ReadableStream({
    start: controller => (controller.enqueue('a'), controller.enqueue('b'), controller.close()),
  });
  const [left, right] = source.tee();
  await left
    .pipeThrough(new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk + chunk) }))
    .pipeTo(new WritableStream({ write: chunk => void seen.push(chunk) }));
  for await (const chunk of right) seen.push(chunk);
  return [seen, source.locked, new ByteLengthQueuingStrategy({ highWaterMark: 5 }).size(new Uint8Array(3))];
};

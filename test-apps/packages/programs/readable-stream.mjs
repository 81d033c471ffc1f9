// readable-stream: streams in a pipeline.
import stream from 'readable-stream';

export default async () => {
  const seen = [];
  const source = stream.Readable.from(['a', 'b', 'c']);
  await new Promise((resolve, reject) =>
    stream.pipeline(
      source,
      new stream.Transform({ objectMode: true, transform: (chunk, _, done) => done(null, chunk + chunk) }),
      new stream.Writable({ objectMode: true, write: (chunk, _, done) => (seen.push(chunk), done()) }),
      error => (error ? reject(error) : resolve()),
    ),
  );
  for await (const chunk of stream.Readable.from([1, 2])) seen.push(chunk);
  return [
    seen,
    await stream.Readable.from([1, 2, 3])
      .filter?.(n => n > 1)
      .map(n => n * 2)
      .toArray(),
  ];
};

// stream-browserify: a transform in a pipe.
import '../shims/process.mjs';
import stream from 'stream-browserify';

export default async () => {
  const seen = [];
  const upper = new stream.Transform({ transform: (chunk, _, done) => done(null, String(chunk).toUpperCase()) });
  const sink = new stream.Writable({ write: (chunk, _, done) => (seen.push(String(chunk)), done()) });
  upper.pipe(sink);
  upper.write('a');
  upper.end('b');
  await new Promise(resolve => stream.finished(sink, resolve));
  return [seen, typeof stream.pipeline, sink.writableFinished];
};

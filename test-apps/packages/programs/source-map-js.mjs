// source-map-js: maps written and read.
import { SourceMapConsumer, SourceMapGenerator, SourceNode } from 'source-map-js';

export default () => {
  const generator = new SourceMapGenerator({ file: 'out.js' });
  generator.addMapping({
    source: 'a.js',
    original: { line: 3, column: 4 },
    generated: { line: 1, column: 2 },
    name: 'x',
  });
  generator.setSourceContent('a.js', 'text');
  const consumer = new SourceMapConsumer(generator.toJSON());
  const node = new SourceNode(1, 0, 'b.js', ['a', new SourceNode(2, 1, 'c.js', 'b\nc')]);
  return [
    generator.toString(),
    consumer.originalPositionFor({ line: 1, column: 5 }),
    consumer.generatedPositionFor({ source: 'a.js', line: 3, column: 4 }),
    node.toStringWithSourceMap({ file: 'd.js' }).map.toString(),
  ];
};

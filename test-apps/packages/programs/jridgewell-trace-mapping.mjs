// @jridgewell/trace-mapping: positions, both ways.
import {
  AnyMap,
  GREATEST_LOWER_BOUND,
  TraceMap,
  allGeneratedPositionsFor,
  decodedMappings,
  eachMapping,
  generatedPositionFor,
  originalPositionFor,
  presortedDecodedMap,
  traceSegment,
} from '@jridgewell/trace-mapping';

export default () => {
  const map = new TraceMap(
    { version: 3, sources: ['a.js'], names: ['x'], mappings: 'AAAA,KACKA;EAFL' },
    'http://x.example/out.js.map',
  );
  const seen = [];
  eachMapping(map, mapping => seen.push(mapping));
  return [
    originalPositionFor(map, { line: 1, column: 6, bias: GREATEST_LOWER_BOUND }),
    generatedPositionFor(map, { source: 'http://x.example/a.js', line: 2, column: 5 }),
    allGeneratedPositionsFor(map, { source: 'http://x.example/a.js', line: 1, column: 0 }),
    decodedMappings(map),
    seen,
    traceSegment(map, 0, 5),
    typeof AnyMap,
    typeof presortedDecodedMap,
  ];
};

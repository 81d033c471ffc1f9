// @jridgewell/gen-mapping: a map that is written.
import {
  GenMapping,
  allMappings,
  fromMap,
  maybeAddMapping,
  setSourceContent,
  toDecodedMap,
  toEncodedMap,
} from '@jridgewell/gen-mapping';

export default () => {
  const map = new GenMapping({ file: 'out.js', sourceRoot: 'src' });
  setSourceContent(map, 'a.js', 'text');
  for (const column of [0, 3, 3, 9])
    maybeAddMapping(map, {
      generated: { line: 1, column },
      source: 'a.js',
      original: { line: 1, column: column >> 2 },
      name: column > 5 ? 'n' : undefined,
    });
  return [toEncodedMap(map), toDecodedMap(map).mappings, allMappings(fromMap(toEncodedMap(map)))];
};

// diff: words, lines and patches.
import {
  applyPatch,
  createPatch,
  diffArrays,
  diffChars,
  diffJson,
  diffLines,
  diffWords,
  parsePatch,
  structuredPatch,
} from 'diff';

const [before, after] = ['a\nb\nc\n', 'a\nx\nc\nd\n'];

export default () => {
  const patch = createPatch('file', before, after);
  return [
    diffChars('abc', 'axc'),
    diffWords('the quick fox', 'the slow fox'),
    diffLines(before, after),
    diffJson({ a: 1, b: 2 }, { b: 3, a: 1 }),
    diffArrays([1, 2], [2, 3]),
    patch,
    applyPatch(before, patch),
    parsePatch(patch)[0].hunks,
    structuredPatch('a', 'b', before, after).hunks.length,
  ];
};

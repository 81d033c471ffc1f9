// jsonc-parser: edits, trees and comments.
import * as jsonc from 'jsonc-parser';

export default () => {
  const {
    applyEdits,
    findNodeAtLocation,
    format,
    getLocation,
    modify,
    parse,
    parseTree,
    printParseErrorCode,
    stripComments,
    visit,
  } = jsonc.default ?? jsonc;
  const text = '{ // c\n "a": [1, 2,], "b": { "c": x } }';
  const [errors, seen] = [[], []];
  const value = parse(text, errors, { allowTrailingComma: true });
  visit(text, { onObjectProperty: name => seen.push(name), onComment: (offset, length) => seen.push(length) });
  return [
    value,
    errors.map(({ error }) => printParseErrorCode(error)),
    seen,
    applyEdits(
      '{"a":1}',
      modify('{"a":1}', ['b', 'c'], [2], { formattingOptions: { tabSize: 2, insertSpaces: true } }),
    ),
    findNodeAtLocation(parseTree(text), ['a', 1]).value,
    getLocation(text, 20).path,
    stripComments(text),
    applyEdits('{"x":[1]}', format('{"x":[1]}', undefined, {})),
  ];
};

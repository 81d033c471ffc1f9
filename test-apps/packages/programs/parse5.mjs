// parse5: documents and fragments.
import { defaultTreeAdapter, parse, parseFragment, serialize } from 'parse5';

export default () => {
  const fragment = parseFragment('<table><tr><td>1<p>2</table>&notit;&nbsp;<svg viewBox=0><path/></svg>', {
    sourceCodeLocationInfo: true,
  });
  return [
    serialize(parse('<!doctype html><title>x</title><b><i>a</b>b</i><template><td></template>')),
    serialize(fragment),
    fragment.childNodes[0].sourceCodeLocation.endOffset,
    defaultTreeAdapter.isElementNode(fragment.childNodes[0]),
  ];
};

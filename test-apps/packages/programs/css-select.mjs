// css-select: selectors on a tree.
import * as cssSelect from 'css-select';
import { parseDocument } from 'htmlparser2';

export default () => {
  const { selectAll, selectOne, is, compile } = cssSelect;
  const tree = parseDocument('<div><p class="a b">1</p><p>2</p><ul><li id=x>3<li>4</ul></div>');
  return [
    selectAll('p.a + p, li:nth-child(2n+1), :has(> li)', tree).map(({ name }) => name),
    selectOne('[id^=x]', tree).attribs,
    is(selectOne('p', tree), ':first-child'),
    compile('p:not(.a)')(tree.children[0].children[1]),
  ];
};

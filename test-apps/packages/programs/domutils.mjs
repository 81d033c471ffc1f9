// domutils: walks and changes trees.
import * as domutils from 'domutils';
import { parseDocument } from 'htmlparser2';

export default () => {
  const {
    find,
    getElementById,
    getElementsByTagName,
    innerText,
    removeElement,
    textContent,
    getOuterHTML,
    appendChild,
    uniqueSort,
    getSiblings,
  } = domutils;
  const tree = parseDocument('<div><p id=a>1<b>2</b></p><!--c--><p>3</p></div>');
  const first = getElementById('a', tree);
  const all = getElementsByTagName('p', tree);
  removeElement(all[1]);
  appendChild(first, all[1]);
  return [
    textContent(tree),
    innerText(tree),
    getOuterHTML(tree),
    find(node => node.type === 'comment', tree, true, 9).length,
    uniqueSort([all[1], first]).length,
    getSiblings(first).length,
  ];
};

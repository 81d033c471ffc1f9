// tabbable: elements that take the focus.
import { focusable, getTabIndex, isFocusable, isTabbable, tabbable } from 'tabbable';

export default () => {
  document.body.innerHTML =
    '<a href="#">1</a><button disabled>2</button><input type="radio" name="r"><input type="radio" name="r" checked><p tabindex="-1">3</p><details><summary>4</summary></details><i tabindex="2">5</i><div contenteditable>6</div>';
  const options = { displayCheck: 'none' };
  return [
    tabbable(document.body, options).map(({ tagName }) => tagName),
    focusable(document.body, options).length,
    isTabbable(document.querySelector('p'), options),
    isFocusable(document.querySelector('p'), options),
    getTabIndex(document.querySelector('i')),
  ];
};

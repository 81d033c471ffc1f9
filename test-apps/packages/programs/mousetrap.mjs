// mousetrap: keys that are bound.
import Mousetrap from 'mousetrap';

export default () => {
  const seen = [];
  const trap = new Mousetrap(document.body);
  trap.bind(['ctrl+k', 'g i'], (_, combination) => seen.push(combination));
  const press = (key, keyCode, ctrlKey = false) =>
    ['keydown', 'keypress', 'keyup'].forEach(type =>
      document.body.dispatchEvent(
        new KeyboardEvent(type, { key, keyCode, charCode: key.charCodeAt(0), ctrlKey, bubbles: true }),
      ),
    );
  press('k', 75, true);
  press('g', 71);
  press('i', 73);
  trap.trigger('ctrl+k');
  return seen;
};

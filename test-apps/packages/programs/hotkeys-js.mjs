// hotkeys-js: keys, scopes and filters.
import hotkeys from 'hotkeys-js';

export default () => {
  const seen = [];
  hotkeys('ctrl+a, f5', (_, { key }) => seen.push(key));
  hotkeys('b', 'own', () => seen.push('own'));
  const press = (keyCode, extra) =>
    document.dispatchEvent(new KeyboardEvent('keydown', { keyCode, bubbles: true, ...extra }));
  press(116);
  press(66);
  hotkeys.setScope('own');
  press(66);
  return [seen, hotkeys.getScope(), hotkeys.getAllKeyCodes().length];
};

// colord: plugins.
import { colord, extend, random } from 'colord';
import a11y from 'colord/plugins/a11y';
import cmyk from 'colord/plugins/cmyk';
import harmonies from 'colord/plugins/harmonies';
import lab from 'colord/plugins/lab';
import mix from 'colord/plugins/mix';
import names from 'colord/plugins/names';

export default () => {
  extend([a11y, cmyk, harmonies, lab, mix, names]);
  const red = colord('red');
  return [
    red.toCmykString(),
    red.harmonies('triadic').map(color => color.toHex()),
    red.mix('blue', 0.3).toName({ closest: true }),
    red.contrast('#fff'),
    red.delta('#00f'),
    red.tints(3).map(color => color.toHslString()),
    typeof random,
  ];
};

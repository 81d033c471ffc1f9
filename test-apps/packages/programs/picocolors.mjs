// picocolors: the build for browsers, which has no colours.
import pico from 'picocolors/picocolors.browser.js';

export default () => {
  const { bold, green, red } = pico.createColors(true);
  return [red(`a ${bold('b')} c`), green(''), pico.createColors(false).red('x')];
};

// culori: spaces, gradients and differences.
import {
  converter,
  differenceCiede2000,
  formatCss,
  formatHex,
  interpolate,
  nearest,
  samples,
  parse,
  clampChroma,
  wcagContrast,
  easingSmoothstep,
} from 'culori';

export default () => [
  formatCss(converter('oklch')('#3366cc')),
  samples(3)
    .map(interpolate(['red', easingSmoothstep, 'green'], 'lab'))
    .map(formatHex),
  differenceCiede2000()('red', 'orange'),
  nearest(['red', 'blue'], differenceCiede2000())('purple'),
  parse('color(display-p3 1 0 0 / 0.5)'),
  formatHex(clampChroma({ mode: 'lch', l: 50, c: 200, h: 10 }, 'lch')),
  wcagContrast('white', 'red'),
];

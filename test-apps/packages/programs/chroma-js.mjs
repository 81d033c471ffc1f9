// chroma-js: scales and spaces.
import chroma from 'chroma-js';

export default () => [
  chroma('hotpink').darken().saturate(2).hex(),
  chroma.scale(['yellow', '008ae5']).mode('lch').colors(4),
  chroma.mix('red', 'blue', 0.5, 'lab').css(),
  chroma('#abc')
    .oklch()
    .map(n => n.toFixed(3)),
  chroma.brewer.OrRd.length,
  chroma.contrast('pink', 'purple').toFixed(3),
  chroma.limits([1, 2, 3, 9], 'q', 2),
  chroma.deltaE('#ededee', '#edeeed').toFixed(4),
];

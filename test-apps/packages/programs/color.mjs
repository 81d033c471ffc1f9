// color: conversions and mixing.
import Color from 'color';

export default () => [
  Color('#7743CE').alpha(0.5).lighten(0.5).string(),
  Color.rgb(10, 20, 30).hsl().round().array(),
  Color('red').mix(Color('blue'), 0.3).hex(),
  Color('white').contrast(Color('black')),
  Color({ h: 10, s: 20, v: 30 }).cmyk().object(),
  Color('rgba(1, 2, 3, .4)').isDark(),
];

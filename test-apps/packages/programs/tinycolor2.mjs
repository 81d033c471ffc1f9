// tinycolor2: formats, schemes and readability.
import tinycolor from 'tinycolor2';

export default () => [
  tinycolor('hsv 0, 100%, 50%').toHexString(),
  tinycolor('red').lighten(20).spin(90).toRgbString(),
  tinycolor('#abc').tetrad().map(String),
  tinycolor.readability('#000', '#fff'),
  tinycolor.mix('red', 'blue', 30).toName(),
  tinycolor.mostReadable('#123', ['#124', '#fff']).toHex(),
];

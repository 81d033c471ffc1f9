// chart.js: registers controllers; colours and fonts of the helpers.
import { Chart, LineController, LinearScale, registerables } from 'chart.js';
import { color, toFont, valueOrDefault } from 'chart.js/helpers';

export default () => {
  Chart.register(...registerables);
  return [
    registerables.length,
    LinearScale.id,
    LineController.id,
    Object.keys(Chart.defaults.plugins),
    color('red').alpha(0.5).rgbString(),
    toFont({ size: 3 }).string,
    valueOrDefault(undefined, 4),
  ];
};

// uplot: ranges without a view.
import uPlot from 'uplot';

export default () => [
  uPlot.rangeNum(0, 97, 0.1, true),
  uPlot.rangeLog?.(1, 900, 10, true),
  uPlot.join([
    [
      [1, 2, 4],
      [1, 2, 3],
    ],
    [
      [2, 3],
      [7, 8],
    ],
  ]),
  uPlot.fmtDate('{YYYY}-{MM}-{DD} {WWW} {h}:{mm}{aa}')(new Date(2024, 1, 29, 13, 5)),
  uPlot.orient?.length,
  typeof uPlot.paths.spline,
];

// simple-statistics: samples and regressions.
import * as ss from 'simple-statistics';

const data = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];

export default () => [
  ss.mean(data),
  ss.medianSorted([1, 2, 3]),
  ss.standardDeviation(data),
  ss.linearRegression([
    [0, 1],
    [1, 3],
    [2, 4],
  ]),
  ss.quantile(data, [0.1, 0.9]),
  ss.ckmeans(data, 3),
  ss.tTest(data, 4),
  ss.sampleCorrelation(data, [...data].reverse()),
  ss.interquartileRange(data),
  ss.zScore(5, 3, 2),
  ss.permutationsHeap(['a', 'b']),
  ss.cumulativeStdNormalProbability(1.2),
];

// apexcharts: colours and options.
import ApexCharts from 'apexcharts';

export default () => [
  typeof ApexCharts,
  typeof ApexCharts.exec,
  typeof ApexCharts.getChartByID,
  Object.getOwnPropertyNames(ApexCharts.prototype).includes('updateSeries'),
];

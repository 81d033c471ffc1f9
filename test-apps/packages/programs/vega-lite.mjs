// vega-lite: a chart that is compiled.
import { compile, normalize } from 'vega-lite';

export default () => {
  const spec = {
    data: {
      values: [
        { a: 'x', b: 1 },
        { a: 'y', b: 2 },
      ],
    },
    mark: 'bar',
    encoding: {
      x: { field: 'a', type: 'nominal' },
      y: { aggregate: 'mean', field: 'b', type: 'quantitative' },
      color: { condition: { test: 'datum.b > 1', value: 'red' }, value: 'blue' },
    },
  };
  return [compile(spec).spec, normalize({ ...spec, encoding: { ...spec.encoding, row: { field: 'a' } } }).facet];
};

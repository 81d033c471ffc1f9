// vega: a chart as svg.
import * as vega from 'vega';

export default async () => {
  const spec = {
    width: 100,
    height: 50,
    data: [
      {
        name: 't',
        values: [
          { k: 'a', v: 3 },
          { k: 'b', v: 5 },
        ],
        transform: [{ type: 'formula', as: 'w', expr: 'datum.v * 2 + length(datum.k)' }],
      },
    ],
    scales: [
      { name: 'x', type: 'band', domain: { data: 't', field: 'k' }, range: 'width' },
      { name: 'y', domain: { data: 't', field: 'w' }, range: 'height' },
    ],
    axes: [{ orient: 'left', scale: 'y' }],
    marks: [
      {
        type: 'rect',
        from: { data: 't' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'k' },
            width: { scale: 'x', band: 1 },
            y: { scale: 'y', field: 'w' },
            y2: { scale: 'y', value: 0 },
          },
        },
      },
    ],
  };
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error });
  await view.runAsync();
  return [view.data('t').map(({ w }) => w), (await view.toSVG()).replace(/clip\d+/g, 'clip')];
};

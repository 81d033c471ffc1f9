// hammerjs: recognizers of an element.
import Hammer from 'hammerjs';

export default () => {
  const manager = new Hammer.Manager(document.createElement('div'), {
    recognizers: [
      [Hammer.Pan, { direction: Hammer.DIRECTION_HORIZONTAL }],
      [Hammer.Tap, { event: 'doubletap', taps: 2 }],
    ],
  });
  const seen = [];
  manager.on('custom', ({ type }) => seen.push(type));
  manager.emit('custom', {});
  return [
    manager.recognizers.map(({ options: { event, taps } }) => [event, taps]),
    seen,
    Hammer.VERSION,
    Hammer.DIRECTION_ALL,
    manager.touchAction.actions,
  ];
};

// animejs: eases, steps and a timeline.
import * as module from 'animejs';

export default () => {
  const { animate, createTimeline, eases, utils, stagger } = module;
  const target = { x: 0, y: 1 };
  const animation = animate(target, {
    x: 100,
    y: { to: 5, ease: 'inOutQuad' },
    duration: 1000,
    ease: 'linear',
    autoplay: false,
  });
  animation.seek(250);
  const timeline = createTimeline({ autoplay: false })
    .add(target, { x: 200, duration: 100 })
    .add(target, { y: 9, duration: 100 });
  timeline.seek(150);
  return [
    target,
    timeline.duration,
    eases.outBounce?.(0.3),
    utils.clamp(5, 0, 3),
    utils.mapRange?.(5, 0, 10, 0, 1),
    typeof stagger(10),
  ];
};

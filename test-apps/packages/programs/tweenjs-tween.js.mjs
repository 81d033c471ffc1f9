// @tweenjs/tween.js: a tween that is updated.
import { Easing, Group, Interpolation, Tween } from '@tweenjs/tween.js';

export default () => {
  const target = { x: 0, deep: { y: 10 } };
  const group = new Group();
  const seen = [];
  group.add(
    new Tween(target)
      .to({ x: [10, 50], deep: { y: 0 } }, 100)
      .easing(Easing.Quadratic.InOut)
      .interpolation(Interpolation.CatmullRom)
      .onUpdate(({ x }) => seen.push(x))
      .start(0),
  );
  for (const time of [20, 60, 100]) group.update(time);
  return [target, seen, Easing.Elastic.Out(0.4), Interpolation.Bezier([0, 5, 9], 0.3)];
};

// effector: stores, events and effects.
import {
  allSettled,
  combine,
  createDomain,
  createEffect,
  createEvent,
  createStore,
  fork,
  sample,
  serialize,
} from 'effector';

export default async () => {
  const add = createEvent();
  const $sum = createStore(0, { sid: 'sum' }).on(add, (sum, n) => sum + n);
  const loadFx = createEffect(async n => n * 10);
  const $all = combine({ sum: $sum, last: createStore(0, { sid: 'last' }).on(loadFx.doneData, (_, n) => n) });
  sample({ clock: add, source: $sum, target: loadFx });
  const scope = fork();
  await allSettled(add, { scope, params: 3 });
  return [scope.getState($all), serialize(scope), typeof createDomain()];
};

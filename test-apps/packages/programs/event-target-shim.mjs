// event-target-shim: listeners with options.
import { Event, EventTarget, defineEventAttribute } from 'event-target-shim';

export default () => {
  class Own extends EventTarget {}
  defineEventAttribute(Own.prototype, 'tick');
  const target = new Own();
  const seen = [];
  target.addEventListener('tick', event => seen.push(event.type), { once: true });
  target.addEventListener('tick', event => event.preventDefault());
  target.ontick = () => seen.push('attribute');
  return [target.dispatchEvent(new Event('tick', { cancelable: true })), target.dispatchEvent(new Event('tick')), seen];
};

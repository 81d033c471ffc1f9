// abort-controller: a signal that is aborted.
import { AbortController, AbortSignal } from 'abort-controller/dist/abort-controller.mjs';

export default () => {
  const controller = new AbortController();
  const seen = [];
  controller.signal.addEventListener('abort', event => seen.push(event.type));
  controller.signal.onabort = () => seen.push('on');
  controller.abort();
  controller.abort();
  return [seen, controller.signal.aborted, controller.signal instanceof AbortSignal, String(controller)];
};

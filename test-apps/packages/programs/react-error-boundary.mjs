// react-error-boundary: a fallback for an error.
import { createElement as h } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary, withErrorBoundary } from 'react-error-boundary';

const Broken = () => {
  throw new Error('broken');
};

export default () => {
  const element = document.createElement('div');
  const caught = [];
  const root = createRoot(element, { onCaughtError: error => caught.push(error.message) });
  flushSync(() =>
    root.render(
      h(
        ErrorBoundary,
        { fallbackRender: ({ error }) => h('b', null, error.message), onError: error => caught.push(error.message) },
        h(Broken),
      ),
    ),
  );
  return [element.innerHTML, caught, typeof withErrorBoundary(Broken, { fallback: null })];
};

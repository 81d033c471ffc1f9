// react-intersection-observer: an observer that is told.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { InView, defaultFallbackInView, observe, useInView } from 'react-intersection-observer';

const View = () => h('b', null, String(useInView({ initialInView: true, triggerOnce: true }).inView));

export default () => {
  const seen = [];
  defaultFallbackInView(true);
  const stop = observe(document.body, inView => seen.push(inView));
  stop();
  return [renderToStaticMarkup(h('i', null, h(View), h(InView, { as: 'u' }, 'x'))), seen];
};

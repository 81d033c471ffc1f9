// @react-spring/web: values between others.
import { Globals, SpringValue, Controller, animated, config, to, useSpring } from '@react-spring/web';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

function View() {
  const style = useSpring({ from: { opacity: 0.25, x: 3 }, to: { opacity: 1 } });
  return h(animated.div, { style });
}

export default async () => {
  const before = renderToStaticMarkup(h(View));
  Globals.assign({ skipAnimation: true });
  const value = new SpringValue(1);
  const controller = new Controller({ a: 0, b: 10 });
  await Promise.all([value.start(5), controller.start({ a: 1 })]);
  return [before, value.get(), controller.get(), to([value], n => n * 2).get(), config.wobbly];
};

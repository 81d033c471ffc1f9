// framer-motion: an element that will move.
import { AnimatePresence, animate, motion, useMotionValue } from 'framer-motion';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const Box = () => h(motion.div, { style: { x: useMotionValue(3) }, initial: { opacity: 0 } });

export default () => [renderToStaticMarkup(h(AnimatePresence, null, h(Box))), typeof animate];

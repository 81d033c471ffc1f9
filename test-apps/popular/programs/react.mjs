// react: hooks and contexts.
import { createContext, createElement as h, forwardRef, memo, useContext, useMemo, useState } from 'react';
import { renderToString } from 'react-dom/server';

const Place = createContext('nowhere');
const Inner = memo(
  forwardRef(function Inner({ a }, ref) {
    const [n] = useState(() => 5);
    return h(
      'b',
      { className: 'x', ref },
      useContext(Place),
      n,
      useMemo(() => a + 1, [a]),
    );
  }),
);

export default () => renderToString(h(Place.Provider, { value: 'here <' }, h(Inner, { a: 1 })));

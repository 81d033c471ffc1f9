// moo: a lexer with states.
import moo from 'moo';

export default () => {
  const lexer = moo.states({
    main: {
      space: { match: /\s+/, lineBreaks: true },
      open: { match: '"', push: 'text' },
      word: { match: /[a-z]+/, type: moo.keywords({ key: ['if', 'else'] }) },
      num: /\d+/,
      bad: moo.error,
    },
    text: { close: { match: '"', pop: 1 }, chars: /[^"\n]+/ },
  });
  lexer.reset('if a "x y"\n12 ?');
  return [...lexer].map(({ type, value, line, col }) => [type, value, line, col]);
};

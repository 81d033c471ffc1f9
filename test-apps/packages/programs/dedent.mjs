// dedent: indented templates.
import dedent from 'dedent';

export default () => [
  dedent`
    first
      second ${'x'}
    third \`tick\`
  `,
  dedent('  a\n    b'),
];

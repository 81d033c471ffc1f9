// strip-ansi: text without colours.
import stripAnsi from 'strip-ansi';

export default () => [
  stripAnsi('\u001B[4mUnicorn\u001B[0m'),
  stripAnsi('\u001B]8;;https://example.com\u0007link\u001B]8;;\u0007'),
];

// micromark: markdown as html.
import { micromark } from 'micromark';

export default () => [
  micromark('# a\n\n> *b* [c](javascript:1)\n\n\tcode\n\n<i>'),
  micromark('<i>&copy;\\*', { allowDangerousHtml: true, defaultLineEnding: '\r\n' }),
];

// timeago.js: how long ago, in two languages.
import { format, register } from 'timeago.js';

export default () => {
  register('x', (number, index) => [`${number}|${index}`, `in ${number}|${index}`]);
  const relativeDate = new Date(1e12);
  return [
    format(1e12 - 90000, 'en_US', { relativeDate }),
    format(1e12 + 86400000 * 3, 'zh_CN', { relativeDate }),
    format(1e12 - 5e9, 'x', { relativeDate }),
  ];
};

// chalk: nested colours.
import { Chalk } from 'chalk';

export default () => {
  const chalk = new Chalk({ level: 3 });
  return [
    chalk.red.bold('a', chalk.bgHex('#123456').underline('b')),
    chalk.rgb(1, 2, 3)`x`,
    new Chalk({ level: 1 }).hex('#ff0000')('x'),
  ];
};

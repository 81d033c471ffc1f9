// minimist: words of a command line.
import minimist from 'minimist';

export default () =>
  minimist(['-abc', '--x=1', '--no-y', '--list', '2', '--list', '3', 'rest', '-n5', '--deep.er', 'v', '--', '-z'], {
    string: ['list'],
    alias: { x: ['long'] },
    default: { d: 4 },
    '--': true,
  });

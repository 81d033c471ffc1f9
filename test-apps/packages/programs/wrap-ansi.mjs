// wrap-ansi: wide letters and colours.
import wrapAnsi from 'wrap-ansi';

export default () => [
  wrapAnsi('The quick \u001B[31mbrown fox\u001B[39m jumped over', 10),
  wrapAnsi('古古古古古', 4, { hard: true }),
];

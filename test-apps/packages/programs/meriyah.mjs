// meriyah: a module with the newest syntax.
import { parse, parseScript } from 'meriyah';

export default () => [
  parse('import a, { b as c } from "d" with { type: "json" }; export class E { #f = 1; static { this.g ??= 2n } }', {
    module: true,
    next: true,
    ranges: true,
  }),
  parseScript('let async; async = (a, b) => { "use strict" }').body.length,
];

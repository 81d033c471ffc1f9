// terser: a program that is compressed.
import { minify } from 'terser';

export default async () => [
  (
    await minify(
      'function add(first, second) { if (false) dead(); return first + second } var x = 1 + 2; console.log(add(x, 4), typeof y === "undefined")',
      { toplevel: true, compress: { passes: 2 } },
    )
  ).code,
  (await minify('class A { static #b = 1n; c = this?.d ?? A.#b }', { mangle: false, format: { beautify: true } })).code,
];

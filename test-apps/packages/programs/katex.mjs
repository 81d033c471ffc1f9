// katex: formulas as html and mathml.
import katex from 'katex';

export default () => [
  katex.renderToString('\\frac{a^2}{\\sqrt{b}} \\le \\sum_{i=0}^\\infty \\textcolor{red}{x_i}', { displayMode: true }),
  katex.renderToString('\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', { output: 'mathml' }),
  katex.renderToString('\\bad', { throwOnError: false, errorColor: '#00f' }),
];

// prismjs: colours two languages.
import Prism from 'prismjs';
import 'prismjs/components/prism-python.js';
import 'prismjs/components/prism-typescript.js';

export default () => [
  Prism.highlight('const a: string = `x`', Prism.languages.typescript, 'typescript'),
  Prism.highlight('def a(): pass', Prism.languages.python, 'python'),
];

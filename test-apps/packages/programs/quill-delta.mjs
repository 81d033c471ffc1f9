// quill-delta: operations that are composed.
import * as module from 'quill-delta';

const Delta = module.default.default ?? module.default;

export default () => {
  const [a, b] = [
    new Delta().insert('Hello ').insert('World', { bold: true }),
    new Delta().retain(6).delete(5).insert('X', { link: 'u' }),
  ];
  return [
    a.compose(b).ops,
    a.invert ? b.invert(a).ops : [],
    a.diff(new Delta().insert('Hello Word')).ops,
    b.transform(new Delta().retain(8).insert('y'), true).ops,
    b.transformPosition(9),
    a.slice(2, 8).ops,
  ];
};

// ini: sections and lists.
import ini from 'ini';

export default () => {
  const value = ini.parse('; c\nroot = a b\n[x.y]\nlist[] = 1\nlist[] = "two; three"\non = true\n[z]\nk=\\;esc');
  return [value, ini.stringify(value, { whitespace: true }), ini.encode({ a: { b: 'x=y' } }, { section: 's' })];
};

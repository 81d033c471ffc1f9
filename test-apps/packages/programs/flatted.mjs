// flatted: cycles as text.
import { parse, stringify, toJSON } from 'flatted';

export default () => {
  const value = [{ a: 1 }];
  value[0].list = value;
  const copy = parse(stringify(value));
  return [stringify(value), copy[0].list === copy, toJSON(value)];
};

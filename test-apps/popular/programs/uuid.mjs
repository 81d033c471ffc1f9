// uuid: names, checks and bytes.
import { NIL, parse, stringify, v1, v4, v5, validate } from 'uuid';

export default () => [v5('a', v5.URL), validate(v4()), v1().length, NIL, stringify(parse(v5('b', v5.DNS)))];

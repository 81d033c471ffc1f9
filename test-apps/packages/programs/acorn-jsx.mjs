// acorn-jsx: elements and fragments.
import { Parser } from 'acorn';
import jsx from 'acorn-jsx';

export default () =>
  Parser.extend(jsx({ allowNamespaces: true })).parse('<><a.b c="&lt;" {...d} e:f={1}>text {/* c */} &amp;</a.b></>', {
    ecmaVersion: 2022,
  });

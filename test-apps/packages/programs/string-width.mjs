// string-width: wide letters and emoji.
import stringWidth from 'string-width';

export default () => ['a', '古', '👨‍👩‍👧', '\u001B[1mbold\u001B[0m', 'é'].map(text => stringWidth(text));

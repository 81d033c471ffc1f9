// entities: entities of html and xml.
import { decodeHTML, decodeXML, encodeHTML, encodeXML, escapeText } from 'entities';

export default () => [
  decodeHTML('&uuml;&notit;&#128;'),
  decodeXML('&quot;&uuml;'),
  encodeHTML('ü≠<𝌆'),
  encodeXML('ü<'),
  escapeText('a&b'),
];

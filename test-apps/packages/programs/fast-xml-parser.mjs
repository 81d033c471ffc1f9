// fast-xml-parser: reads, checks and writes xml.
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

export default () => {
  const text = '<?xml version="1.0"?><a x="1"><b>2</b><b><![CDATA[<c>]]></b><d/>&lt;<!-- e --></a>';
  const value = new XMLParser({ ignoreAttributes: false, commentPropName: '#c', cdataPropName: '#d' }).parse(text);
  return [
    value,
    new XMLBuilder({ ignoreAttributes: false, format: true, commentPropName: '#c', cdataPropName: '#d' }).build(value),
    new XMLParser({ preserveOrder: true }).parse(text),
    XMLValidator.validate('<a><b></a>'),
  ];
};

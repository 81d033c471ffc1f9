// xml2js: objects of xml, both ways.
import xml2js from 'xml2js';

export default async () => {
  const value = await xml2js.parseStringPromise('<a x="1"><b>2</b><b y="3">z</b><c/></a>', {
    explicitArray: false,
    mergeAttrs: true,
    attrValueProcessors: [xml2js.processors.parseNumbers],
  });
  return [value, new xml2js.Builder({ headless: true }).buildObject({ r: { $: { k: 'v' }, i: [1, '<2>'] } })];
};

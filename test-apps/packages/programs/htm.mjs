// htm: markup in templates.
import htm from 'htm';
import mini from 'htm/mini';

const h = (type, props, ...children) => ({ type, props, children });

export default () => [
  htm.bind(h)`<a href=${'x'} ...${{ b: 1 }} c>text ${1}<${'B'} /><//>`,
  mini.bind(h)`<i>${'y'}</i><u/>`,
];

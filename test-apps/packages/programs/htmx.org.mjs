// htmx.org: attributes that are understood.
import htmx from 'htmx.org/dist/htmx.esm.js';

export default () => {
  const element = document.body.appendChild(document.createElement('div'));
  return [
    typeof htmx.process,
    htmx.version.split('.').length,
    typeof htmx.config,
    htmx.parseInterval?.('2s'),
    element.outerHTML,
  ];
};

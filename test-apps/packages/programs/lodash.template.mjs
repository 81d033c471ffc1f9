// lodash.template: a compiled template.
import template from 'lodash.template';

export default () =>
  template('<% for (const x of xs) { %><li><%- x %></li><% } %>${ xs.length }')({ xs: ['<a>', 'b'] });

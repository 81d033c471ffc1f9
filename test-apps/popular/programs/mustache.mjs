// mustache: sections and escapes.
import Mustache from 'mustache';

export default () => Mustache.render('{{#list}}<{{.}}>{{/list}}{{{html}}}{{html}}', { list: [1, 2], html: '<b>' });

// handlebars: a template with a helper and a partial.
import Handlebars from 'handlebars';

export default () => {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('loud', text => text.toUpperCase());
  const partials = { end: handlebars.compile('END') };
  return handlebars.compile('{{#each l}}{{loud this}}{{@index}},{{/each}}{{> end}}')({ l: ['a', '<'] }, { partials });
};

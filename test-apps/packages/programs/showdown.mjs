// showdown: markdown, both ways.
import showdown from 'showdown';

export default () => {
  const converter = new showdown.Converter({
    tables: true,
    tasklists: true,
    strikethrough: true,
    ghCompatibleHeaderId: true,
  });
  return [
    converter.makeHtml('# A b\n\n|x|y|\n|-|-|\n|1|~~2~~|\n\n- [x] t\n\n**c**'),
    converter.makeMarkdown('<h2>x</h2><ul><li><b>y</b></li></ul>'),
  ];
};

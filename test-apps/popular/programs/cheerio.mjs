// cheerio: changes a document by selectors.
import { load } from 'cheerio';

export default () => {
  const $ = load('<ul><li class=a>1</li><li>2<b>x</b></ul>');
  $('li:last-child').addClass('q').attr('d', '1');
  return [
    $.html(),
    $('li')
      .map((at, element) => $(element).text())
      .get(),
    $('ul > li:not(.a) b').length,
  ];
};

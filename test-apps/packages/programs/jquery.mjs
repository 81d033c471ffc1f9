// jquery: elements, events and effects.
import $ from 'jquery';

export default async () => {
  const list = $('<ul><li class="a">1</li><li data-n="5">2</li></ul>').appendTo('body');
  const seen = [];
  list.on('click', 'li', event => seen.push($(event.target).text()));
  list.find('li').first().addClass('b').trigger('click').after('<li>new</li>');
  const [all] = await Promise.all([$.when($.Deferred().resolve(1, 2)).then((a, b) => a + b)]);
  return [
    list.prop('outerHTML'),
    seen,
    all,
    $.param({ a: [1, 2], b: { c: 'x y' } }),
    list
      .find('li:not(.a)')
      .map((_, item) => $(item).data('n') ?? 'none')
      .get(),
    $.extend(true, {}, { a: { b: 1 } }, { a: { c: 2 } }),
  ];
};

// react-stately: collections, lists and a calendar.
import { CalendarDate, createCalendar } from '@internationalized/date';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  Item,
  Section,
  useCalendarState,
  useListState,
  useNumberFieldState,
  useTreeState,
  useListData,
} from 'react-stately';

function View() {
  const children = [h(Section, { key: 's', title: 'S' }, h(Item, { key: 'a' }, 'A'), h(Item, { key: 'b' }, 'B'))];
  const list = useListState({ children, selectionMode: 'multiple', defaultSelectedKeys: ['b'] });
  const tree = useTreeState({ children, defaultExpandedKeys: ['s'] });
  const calendar = useCalendarState({ createCalendar, locale: 'en-US', defaultValue: new CalendarDate(2024, 2, 29) });
  const field = useNumberFieldState({ locale: 'de', defaultValue: 1234.5 });
  const data = useListData({ initialItems: [{ id: 1 }] });
  return h(
    'pre',
    null,
    JSON.stringify([
      [...list.collection.getKeys()],
      [...list.selectionManager.selectedKeys],
      tree.collection.size,
      String(calendar.visibleRange.start),
      calendar.getDatesInWeek(0).map(String),
      field.inputValue,
      data.items,
    ]),
  );
}

export default () => renderToStaticMarkup(h(View));

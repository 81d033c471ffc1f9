// Lists, trees and immutable data.
import { List, Map as ImmutableMap, Record } from 'immutable';
import { enableMapSet, isDraft, produce } from 'immer';
import lodash from 'lodash';
import debounce from 'lodash/debounce.js';
import kebabCase from 'lodash/kebabCase.js';
import { cloneDeep, curry, get, groupBy, merge, orderBy, uniqBy } from 'lodash-es';
import { __, assocPath, compose, curry as curryAll, filter, lensPath, map, over } from 'ramda';
import { countBy, map as eachOf, template } from 'underscore';

enableMapSet();

const people = [
  { name: 'Ada', team: { id: 2 }, age: 36 },
  { name: 'Grace', team: { id: 1 }, age: 85 },
  { name: 'Alan', team: { id: 2 }, age: 41 },
];
const Point = Record({ x: 0, y: 0 });

export default function run() {
  const { chunk, isEqual, zipObject } = lodash;
  return {
    lodash: [
      chunk([1, 2, 3], 2),
      zipObject(['a', 'b'], [1, 2]),
      isEqual(new Map([[1, { a: 2 }]]), new Map([[1, { a: 2 }]])),
    ],
    lodashFiles: [kebabCase('fooBar Baz'), typeof debounce(() => {}, 10).cancel],
    lodashEs: [
      get(people, '[1].team.id'),
      groupBy(people, 'team.id'),
      orderBy(people, ['team.id', 'age'], ['asc', 'desc']).map(person => person.name),
      uniqBy(people, person => person.team.id).length,
      merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }] }),
      curry((a, b, c) => a + b + c)(1)(2, 3),
      cloneDeep({ date: new Date(0), set: [...new Set([1])] }),
    ],
    underscore: [
      eachOf([1, 2], n => n * 2),
      countBy(people, person => person.team.id),
      template('<% for (const n of list) { %>[<%- n %>]<% } %>')({ list: ['<', 2] }),
    ],
    ramda: [
      compose(
        map(n => n + 1),
        filter(n => n > 1),
      )([1, 2, 3]),
      over(lensPath(['a', 'b']), n => n * 2, { a: { b: 4 } }),
      assocPath(['x', 0], 1, {}),
      curryAll((a, b) => a - b)(__, 1)(5),
    ],
    immer: [
      produce({ a: { b: 1 } }, draft => {
        draft.a.b++;
        draft.wasDraft = isDraft(draft.a);
      }),
      [...produce(new Set([1]), draft => void draft.add(2))],
    ],
    immutable: [
      ImmutableMap({ a: 1 }).setIn(['b', 'c'], 2).toJS(),
      List([3, 1, 2]).sort().toArray(),
      Point({ x: 2 }).toJS(),
    ],
  };
}

// video.js: a player without a view.
import videojs from 'video.js';

export default () => [
  videojs.VERSION.split('.').length,
  videojs.time?.formatTime(3661, 4000),
  videojs.obj?.merge({ a: { b: 1 } }, { a: { c: 2 } }),
  videojs.str?.toTitleCase('play'),
  typeof videojs.getComponent('Button'),
  videojs.url?.parseUrl('http://x.example/a?b#c').pathname,
  videojs
    .createTimeRanges([
      [0, 5],
      [7, 9],
    ])
    .end(1),
];

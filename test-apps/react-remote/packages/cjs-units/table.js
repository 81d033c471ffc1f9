'use strict';

exports.units = ['piece', 'box'];

// Required before `index.js` has finished: only its use at call time can see the whole function.
var format = require('./index');

exports.plural = function plural(unit, amount) {
  if (amount === 1) return unit;
  return unit === 'box' ? 'boxes' : unit + 's';
};

exports.sample = function sample() {
  return format(2, 'box');
};

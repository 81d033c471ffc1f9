'use strict';

// CommonJS only: `module.exports` is a function that also carries properties, and two files require each other.
var table = require('./table');

function format(amount, unit) {
  return amount + ' ' + table.plural(unit, amount);
}

module.exports = format;
module.exports.units = table.units;
module.exports.isRequired = typeof require === 'function';

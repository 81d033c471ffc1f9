// A CommonJS module may ask for a remote too: whoever imports it waits.
const { describe } = require('maker_webpack/value');

exports.fromCommonJs = describe(6);

// Turns any value, of any realm, into text that is equal for equal values: the form in which logs and exports are
// compared. Bundled and native namespace objects look the same; functions have no name, because minifiers rename them.

// Halves of pairs are no text for the reader of the results.
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text with the numbers of its lone surrogates in their place. */
export const wellFormed = (text) => text.replace(LONE_SURROGATES, (half) => `<${half.charCodeAt(0).toString(16)}>`);

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Text of an error: the message only of plain errors, since the engine's own messages contain renamed variables. */
function inspectError(error) {
  return error.name === 'Error' ? `Error(${error.message})` : `${error.name}`;
}

function inspectKeys(value, keys, seen) {
  const parts = keys.map((key) => {
    let text;
    try {
      text = inspect(value[key], seen);
    } catch (error) {
      text = `throws ${inspectError(error)}`;
    }
    return `${key}: ${text}`;
  });
  return `{${parts.join(', ')}}`;
}

function inspectObject(value, seen) {
  switch (tagOf(value)) {
    case 'Array':
      return `[${Array.from(value, (item) => inspect(item, seen)).join(', ')}]`;
    case 'Error':
      return inspectError(value);
    case 'Promise':
      return 'Promise';
    case 'Module':
      return `Module ${inspectKeys(value, Object.keys(value).sort(), seen)}`;
    case 'Map':
      return `Map ${inspect([...value], seen)}`;
    case 'Set':
      return `Set ${inspect([...value], seen)}`;
    default:
      return inspectKeys(value, Object.keys(value), seen);
  }
}

/** The text of `value`. */
export function inspect(value, seen = []) {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'Function';
    case 'object':
      break;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null) return 'null';
  if (seen.includes(value)) return 'Circular';
  return inspectObject(value, [...seen, value]);
}

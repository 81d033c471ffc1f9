// is-plain-obj: what is a plain object.
import isPlainObject from 'is-plain-obj';

export default () => [{}, Object.create(null), new (class {})(), [], null, Math].map(value => isPlainObject(value));

// is-plain-object: classes and frames.
import { isPlainObject } from 'is-plain-object';

export default () => [{}, Object.create(null), new (class {})(), [], null, new Date()].map(isPlainObject);

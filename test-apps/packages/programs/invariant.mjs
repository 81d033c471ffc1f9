// invariant: a formatted error.
import invariant from 'invariant';

export default () => {
  try {
    invariant(false, 'a %s and %s', 'b', 'c');
  } catch (error) {
    return [error.message, error.framesToPop];
  }
};

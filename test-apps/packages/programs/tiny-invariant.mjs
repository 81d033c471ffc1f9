// tiny-invariant: an error in production.
import invariant from 'tiny-invariant';

export default () => {
  invariant(true, 'fine');
  try {
    invariant(false, () => 'told');
  } catch (error) {
    return error;
  }
};

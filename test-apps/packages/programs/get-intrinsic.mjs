// get-intrinsic: values of the language by name.
import GetIntrinsic from 'get-intrinsic';

export default () => {
  try {
    return [
      GetIntrinsic('%Array.prototype.push%') === Array.prototype.push,
      GetIntrinsic('%ArrayIteratorPrototype%') !== undefined,
      GetIntrinsic('Math').max(1, 2),
      GetIntrinsic('%NotThere%', true),
    ];
  } catch (error) {
    return [error.name, error.message];
  }
};

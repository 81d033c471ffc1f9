// svgo: an image that is made smaller.
import { optimize } from 'svgo/browser';

export default () =>
  optimize(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><!-- c --><g fill="#ff0000"><path d="M 0.000 0.0 L 10.0 0 L 10 10 Z" style="stroke:none"/></g><rect x="0" width="0"/></svg>',
    { multipass: true },
  ).data;

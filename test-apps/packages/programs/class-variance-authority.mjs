// class-variance-authority: variants of a button.
import { cva, cx } from 'class-variance-authority';

export default () => {
  const button = cva('base', {
    variants: { size: { s: 'small', l: ['large', 'bold'] }, on: { true: 'on', false: null } },
    compoundVariants: [{ size: 'l', on: true, className: 'both' }],
    defaultVariants: { size: 's' },
  });
  return [button(), button({ size: 'l', on: true, class: 'more' }), cx('a', [{ b: 1 }])];
};

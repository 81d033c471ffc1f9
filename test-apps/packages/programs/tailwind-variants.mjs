// tailwind-variants: slots and compound variants.
import { cn, tv } from 'tailwind-variants';

export default () => {
  const card = tv({
    slots: { base: 'p-2', title: 'text-lg' },
    variants: { color: { red: { base: 'bg-red-500', title: 'text-white' } } },
    compoundSlots: [{ slots: ['base', 'title'], class: 'm-1' }],
  });
  const { base, title } = card({ color: 'red' });
  const button = tv({
    extend: tv({ base: 'p-1', variants: { size: { s: 'text-sm' } } }),
    base: 'p-4',
    defaultVariants: { size: 's' },
  });
  return [base({ class: 'p-9' }), title(), button(), String(cn('a', 'b')), button.variantKeys];
};

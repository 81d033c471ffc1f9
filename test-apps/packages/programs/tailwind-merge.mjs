// tailwind-merge: classes that overrule others.
import { createTailwindMerge, extendTailwindMerge, getDefaultConfig, twJoin, twMerge } from 'tailwind-merge';

export default () => [
  twMerge('px-2 py-1 bg-red hover:bg-dark-red', 'p-3 bg-[#B91C1C]'),
  twMerge('text-lg/7 leading-9 !font-bold font-thin! hover:focus:m-1 focus:hover:m-2'),
  extendTailwindMerge({ extend: { classGroups: { 'font-size': ['text-huge'] } } })('text-sm text-huge'),
  createTailwindMerge(getDefaultConfig)('grid-cols-2 grid-cols-[1fr,auto]'),
  twJoin('a', [false, 'b']),
];

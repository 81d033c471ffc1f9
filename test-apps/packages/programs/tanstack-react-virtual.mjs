// @tanstack/react-virtual: rows in view.
import { Virtualizer, defaultRangeExtractor, elementScroll } from '@tanstack/react-virtual';

export default () => {
  const virtualizer = new Virtualizer({
    count: 1000,
    estimateSize: index => 20 + (index % 3),
    getScrollElement: () => null,
    overscan: 2,
    gap: 1,
    initialRect: { width: 100, height: 90 },
    initialOffset: 500,
    scrollToFn: elementScroll,
    observeElementRect() {},
    observeElementOffset() {},
  });
  virtualizer._willUpdate();
  return [
    virtualizer.getTotalSize(),
    virtualizer.getVirtualItems().map(({ index, start }) => [index, start]),
    defaultRangeExtractor({ startIndex: 3, endIndex: 5, overscan: 1, count: 9 }),
  ];
};

// embla-carousel: slides and options.
import EmblaCarousel from 'embla-carousel';

export default () => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    disconnect() {}
  };
  globalThis.IntersectionObserver ??= class {
    observe() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  };
  document.defaultView.matchMedia = globalThis.matchMedia;
  const element = document.body.appendChild(document.createElement('div'));
  element.innerHTML = '<div><div>1</div><div>2</div><div>3</div></div>';
  const embla = EmblaCarousel(element, { loop: false, startIndex: 1, align: 'start' });
  return [
    embla.slideNodes().length,
    embla.selectedScrollSnap(),
    embla.scrollSnapList().length,
    embla.internalEngine().options.align,
  ];
};

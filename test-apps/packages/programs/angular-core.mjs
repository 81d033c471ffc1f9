// @angular/core: signals and injection.
import {
  InjectionToken,
  Injector,
  computed,
  inject,
  linkedSignal,
  runInInjectionContext,
  signal,
  untracked,
  VERSION,
} from '@angular/core';

export default () => {
  const count = signal(1);
  const double = computed(() => count() * 2);
  const linked = linkedSignal(() => double() + 1);
  count.update(n => n + 4);
  const TOKEN = new InjectionToken('t', { factory: () => 'made' });
  const injector = Injector.create({
    providers: [
      { provide: 'a', useValue: 1 },
      { provide: 'b', useFactory: a => a + 1, deps: ['a'] },
      { provide: TOKEN, useValue: 'given' },
    ],
  });
  return [
    double(),
    linked(),
    injector.get('b'),
    runInInjectionContext(injector, () => inject(TOKEN)),
    untracked(count),
    VERSION.major,
  ];
};

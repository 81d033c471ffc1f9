// regenerator-runtime: generators of old.
import runtime from 'regenerator-runtime';

export default async () => {
  const marked = runtime.mark(function generate() {
    let n;
    return runtime.wrap(function (context) {
      while (1) {
        switch ((context.prev = context.next)) {
          case 0:
            context.next = 2;
            return 1;
          case 2:
            n = context.sent;
            return context.delegateYield([n, n * 2], 't0', 4);
          case 4:
            return context.abrupt('return', 'end');
          case 5:
          case 'end':
            return context.stop();
        }
      }
    }, generate);
  });
  const generator = marked();
  return [
    generator.next(),
    generator.next(5),
    generator.next(),
    generator.next(),
    generator.next(),
    runtime.isGeneratorFunction(marked),
    [...runtime.values([1, 2])],
    runtime.keys({ a: 1 })().value,
  ];
};

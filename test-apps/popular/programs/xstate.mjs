// xstate: a machine with a guard and context.
import { assign, createActor, createMachine } from 'xstate';

export default () => {
  const go = { target: 'done', guard: ({ context }) => context.tries < 1, actions: assign({ tries: 1 }) };
  const machine = createMachine({
    initial: 'idle',
    context: { tries: 0 },
    states: { idle: { on: { GO: go } }, done: { type: 'final' } },
  });
  const actor = createActor(machine).start();
  actor.send({ type: 'GO' });
  const { value, context, status } = actor.getSnapshot();
  return [value, context, status];
};

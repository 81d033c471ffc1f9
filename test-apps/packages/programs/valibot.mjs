// valibot: pipes, variants and all issues.
import * as v from 'valibot';

const Schema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(2)),
  kind: v.variant('type', [v.object({ type: v.literal('a'), n: v.number() }), v.object({ type: v.literal('b') })]),
  tags: v.optional(v.array(v.picklist(['x', 'y'])), []),
});

export default () => {
  const bad = v.safeParse(Schema, { name: ' a ', kind: { type: 'a', n: '1' }, tags: ['z'] });
  return [
    v.parse(Schema, { name: ' ab ', kind: { type: 'b' } }),
    bad.success,
    v.flatten(bad.issues),
    v.is(v.union([v.string(), v.null()]), 4),
  ];
};

// Groups: what must be ready before the root module of a split point may run.

const groups = {}; // by id
for (const group of GROUPS) for (const id of group[3]) groups[id] = group;

const groupOf = (id) => groups[id] || [[], [], []];

/**
 * Loads chunks, style sheets and shared modules of a group, all at once. Shared packages that import each other would
 * wait for each other for ever: between them, the files of the whole ring are waited for, not what is chosen.
 */
const loadPart = (id, ring = new Set()) => {
  const [chunks, css, consumes, , ringConsumes = []] = groupOf(id);
  const promises = [];
  if (FEATURE_CHUNKS) promises.push(...chunks.map(loadChunk));
  if (FEATURE_CSS) promises.push(...css.map(loadStyle));
  if (!FEATURE_RINGS) {
    if (FEATURE_CONSUMES) promises.push(...consumes.map(consume));
    return Promise.all(promises);
  }
  ring.add(id);
  for (const consumeId of consumes) {
    const ready = consume(consumeId);
    if (!ringConsumes.includes(consumeId)) promises.push(ready);
    else if (!ring.has(copyOf(consumeId))) promises.push(loadPart(copyOf(consumeId), ring));
  }
  return Promise.all(promises);
};

/** The consume modules that a group needs, also those of own copies. */
const needsOf = (id) => {
  const found = new Set(groupOf(id)[2]);
  found.forEach((consumeId) => groupOf(copyOf(consumeId))[2].forEach((next) => found.add(next)));
  return [...found];
};

/** Loads a group for someone who runs its root next: also what failed inside own copies, and members of rings. */
const loadGroup = FEATURE_CONSUMES
  ? async (id) => {
      const needs = needsOf(id);
      for (const consumeId of needs) if (consumed[consumeId] === 0) consume(consumeId);
      await loadPart(id);
      await Promise.all(needs.map((consumeId) => consumed[consumeId]));
    }
  : loadPart;

require.l = loadGroup;

/** `import()` */
require.i = (group, id, mode) => loadGroup(group).then(() => evaluate(id, mode));

// Groups: what must be ready before the root module of a split point may run.

const groups = {}; // by id
for (const group of GROUPS) for (const id of group[3]) groups[id] = group;

const groupOf = (id) => groups[id] || [[], [], []];

const reached = {};

/** The groups of own copies of shared modules that a group leads to; a member of a ring leads to itself. */
const reach = (id) => {
  if (!reached[id]) {
    const found = (reached[id] = new Set());
    const visit = (group) => groupOf(group)[2].forEach((consumeId) => found.add(copyOf(consumeId)));
    visit(id);
    found.forEach(visit); // also those that are added meanwhile
  }
  return reached[id];
};

/**
 * Loads chunks, style sheets and shared modules of a group, all at once. Shared packages that import each other would
 * wait for each other for ever: between them, the files of the whole ring are waited for, not what is chosen.
 */
const loadPart = (id, ring = new Set()) => {
  const [chunks, css, consumes] = groupOf(id);
  const promises = [];
  if (FEATURE_CHUNKS) promises.push(...chunks.map(loadChunk));
  if (FEATURE_CSS) promises.push(...css.map(loadStyle));
  if (FEATURE_CONSUMES) {
    ring.add(id);
    for (const consumeId of consumes) {
      const ready = consume(consumeId);
      const copy = copyOf(consumeId);
      if (!reach(copy).has(id)) promises.push(ready);
      else if (!ring.has(copy)) promises.push(loadPart(copy, ring));
    }
  }
  return Promise.all(promises);
};

/** Loads a group for someone who runs its root next: waits also for what the members of rings have chosen. */
const loadGroup = async (id) => {
  const consumes = FEATURE_CONSUMES ? [id, ...reach(id)].flatMap((group) => groupOf(group)[2]) : [];
  // What failed inside an own copy before is tried again, too.
  await Promise.all([loadPart(id), ...consumes.map((consumeId) => consumed[consumeId] === 0 && consume(consumeId))]);
  if (FEATURE_CONSUMES) await Promise.all(consumes.map((consumeId) => consumed[consumeId]));
};

require.l = loadGroup;

/** `import()` */
require.i = (group, id, mode) => loadGroup(group).then(() => evaluate(id, mode));

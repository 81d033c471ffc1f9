// Groups: what must be ready before the root module of a split point may run.

const groups = {}; // by id

/**
 * The modules of remotes that lead to what is being loaded, while that starts: the second argument of `get`, which
 * webpack calls `getScope`. Remotes whose modules import each other do not wait for each other.
 */
let waiting;

for (const group of GROUPS) for (const id of group[3]) groups[id] = group;

const groupOf = (id) => groups[id] || [[], [], []];

/**
 * Starts the consume modules of a group, those of remotes first; gives their promises in the order of the group. With
 * version-first, shared modules are chosen when the containers of the remotes have registered theirs.
 */
const startWithRemotes = (ids) => {
  const isRemote = (id) => id in REMOTE_MODULES;
  const remotes = ids.filter(isRemote);
  const promises = new Map(remotes.map((id) => [id, consume(id)]));
  const containerOf = (id) => REMOTES[REMOTE_MODULES[id][0]].container;
  const opening = STRATEGY === "version-first" && remotes.map(containerOf);
  for (const id of ids) if (!isRemote(id)) promises.set(id, consume(id, opening));
  return ids.map((id) => promises.get(id));
};

/**
 * Loads chunks, style sheets and shared modules of a group, all at once. Shared packages that import each other would
 * wait for each other for ever: between them, the files of the whole ring are waited for, not what is chosen.
 */
const loadPart = (id, ring) => {
  if (FEATURE_HOT) activeGroups.add(id);
  const [chunks, css, consumes] = groupOf(id);
  const promises = [];
  if (FEATURE_CHUNKS) promises.push(...chunks.map(loadChunk));
  if (FEATURE_CSS) promises.push(...css.map(loadStyle));
  if (!FEATURE_RINGS) {
    if (FEATURE_REMOTES) promises.push(...startWithRemotes(consumes));
    else if (FEATURE_CONSUMES) promises.push(...consumes.map((consumeId) => consume(consumeId)));
    return Promise.all(promises);
  }
  const ringConsumes = groupOf(id)[4] || [];
  ring = (ring || new Set()).add(id);
  const started = FEATURE_REMOTES && startWithRemotes(consumes);
  for (const [index, consumeId] of consumes.entries()) {
    const ready = FEATURE_REMOTES ? started[index] : consume(consumeId);
    if (!ringConsumes.includes(consumeId)) promises.push(ready);
    else if (!ring.has(copyOf(consumeId))) promises.push(loadPart(copyOf(consumeId), ring));
  }
  return Promise.all(promises);
};

/** Loads a group for someone who runs its root next: also what failed inside own copies, and members of rings. */
const loadNeeds = async (id) => {
  const needs = new Set(groupOf(id)[2]);
  const leading = (FEATURE_REMOTES && waiting && waiting.slice()) || [];
  needs.forEach((consumeId) => {
    if (consumed[consumeId] === 0) consume(consumeId);
    groupOf(copyOf(consumeId))[2].forEach((next) => needs.add(next)); // visited, too
  });
  await loadPart(id);
  for (const consumeId of needs) {
    if (!FEATURE_REMOTES || !leading.includes(REMOTE_MODULES[consumeId])) await consumed[consumeId];
  }
};

const loadGroup = FEATURE_CONSUMES ? loadNeeds : loadPart;

require.l = loadGroup;

/** `import()` */
require.i = (group, id, mode) => loadGroup(group).then(() => evaluate(id, mode));

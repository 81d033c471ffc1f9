// Groups: what must be ready before the root module of a split point may run.

const groups = {}; // by id
for (const group of GROUPS) for (const id of group[3]) groups[id] = group;

const starting = {}; // groups whose loading is being started on the current call stack

/** Loads the chunks, style sheets and shared modules of a group, all at once. */
const loadGroup = (id) => {
  const [chunks, css, consumes] = groups[id] || [[], [], []];
  const promises = [];
  if (FEATURE_CHUNKS) promises.push(...chunks.map(loadChunk));
  if (FEATURE_CSS) promises.push(...css.map(loadStyle));
  // A group that is met again while it starts belongs to packages that share each other: waiting would never end.
  if (FEATURE_CONSUMES && !starting[id]) {
    starting[id] = 1;
    promises.push(...consumes.map(consume));
    starting[id] = 0;
  }
  return Promise.all(promises);
};

require.l = loadGroup;

/** `import()` */
require.i = (group, id, mode) => loadGroup(group).then(() => evaluate(id, mode));

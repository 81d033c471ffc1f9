// Start of a page entry: in the same tick if nothing has to be loaded. The html lists the first files before the entry.

const isReady = ([chunks, , consumes]) => chunks.every((id) => installedChunks[id]) && !consumes.length;

if (START[0] < 0 || isReady(groupOf(START[0]))) (FEATURE_HOT ? handOut : evaluate)(START[1]);
else require.i(...START);

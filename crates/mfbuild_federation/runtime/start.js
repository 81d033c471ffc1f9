// Start of a page entry: in the same tick if nothing has to be loaded.

if (START[0] < 0) evaluate(START[1]);
else require.i(...START);

// `require.p`: where the files of this build are, with a trailing slash.

const directory = (address) => {
  if (!address) throw Error(`Automatic publicPath is not supported in this browser: "${NAME}" needs a fixed one`);
  return address.replace(/^blob:|[?#].*/g, "").replace(/[^/]*$/, UNDO);
};

require.p = PUBLIC_PATH === "auto" ? directory(scriptAddress()) : PUBLIC_PATH;

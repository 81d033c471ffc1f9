// `require.p`: where the files of this build are, with a trailing slash.

const publicPath = () => {
  if (PUBLIC_PATH !== "auto") return PUBLIC_PATH;
  const address = scriptAddress();
  if (!address) throw Error(`Automatic publicPath is not supported in this browser: give "${NAME}" a fixed one`);
  return address.replace(/^blob:/, "").replace(/[?#].*/, "").replace(/[^/]*$/, UNDO);
};

require.p = publicPath();

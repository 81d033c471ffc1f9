// Public path of an ES module.

const scriptAddress = () => import.meta.url;

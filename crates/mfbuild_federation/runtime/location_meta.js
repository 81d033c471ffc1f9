// A page that may be deployed under another path is told so by a meta element.

const pathElement = document && document.querySelector(`meta[name="${PUBLIC_PATH_META}"]`);
require.p = (pathElement && pathElement.getAttribute("content")) || require.p;

// The asynchronous boundary that shared modules and remotes need.
import('./bootstrap.jsx');

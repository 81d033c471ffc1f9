// No asynchronous boundary by hand: mfbuild makes one, and Rspack is told to.
import { createRoot } from 'react-dom/client';
import { Host } from './Host';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element to draw in');
createRoot(root).render(<Host />);

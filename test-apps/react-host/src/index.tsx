// No asynchronous boundary by hand: `Start` imports a remote statically, and the bundler has to wait for it.
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './host.css';

const failures: string[] = (window.acmeFailures = []);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no element to draw in');
createRoot(root, {
  // The boundary shows it; on the console it would look like a mistake of the host.
  onCaughtError: error => failures.push(String(error)),
}).render(<App />);

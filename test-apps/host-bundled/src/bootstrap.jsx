import { createRoot } from 'react-dom/client';
import { Host } from './Host.jsx';
import { loadDynamicRemotes } from './dynamic.js';

loadDynamicRemotes()
  .then(dynamic => createRoot(document.getElementById('root')).render(<Host dynamic={dynamic} />))
  .catch(error => {
    document.getElementById('root').textContent = `host failed: ${error.stack}`;
    console.error(error);
  });

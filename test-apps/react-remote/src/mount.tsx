import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import App from './App';

/** Draws the app without any help of the host; returns a function that takes it away. */
export function mount(element: Element): () => void {
  const root = createRoot(element);
  root.render(
    <MemoryRouter>
      <App />
    </MemoryRouter>,
  );
  return () => root.unmount();
}

import { useState } from 'react';
import './details.css';

export default function Details() {
  const [open, setOpen] = useState(0);
  return (
    <aside className="remote-details" data-testid="details">
      <h3 data-testid="details-title">First details</h3>
      <button data-testid="details-counter" onClick={() => setOpen(open + 1)}>
        Details: {open}
      </button>
    </aside>
  );
}

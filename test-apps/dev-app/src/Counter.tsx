import { useState } from 'react';
import { words } from './words';

export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button data-testid="counter" onClick={() => setCount(count + 1)}>
      {words.count}: {count}
    </button>
  );
}

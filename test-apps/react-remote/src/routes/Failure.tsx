import { useState } from 'react';

function explode(reason: string): never {
  throw new Error(`exploded: ${reason}`);
}

export default function Failure() {
  const [stack, setStack] = useState('');
  const fail = () => {
    try {
      explode('asked to');
    } catch (error) {
      setStack((error as Error).stack ?? '');
    }
  };
  return (
    <div>
      <button onClick={fail}>Fail</button>
      <pre data-testid="failure">{stack}</pre>
    </div>
  );
}

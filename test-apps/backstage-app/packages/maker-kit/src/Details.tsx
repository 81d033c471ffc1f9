import { useEffect, useReducer } from 'react';
import './details.css';

export default function Details({ maker }: { maker: string }) {
  const [effects, count] = useReducer((sum: number) => sum + 1, 0);
  useEffect(count, []);
  return (
    <p className="maker-details" data-testid={`details-${maker}`}>
      Details of {maker}, {effects} effects
    </p>
  );
}

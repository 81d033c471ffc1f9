export interface Part {
  id: string;
  title: string;
  shelf: string;
  stock: number;
  minimum: number;
}

export const parts: readonly Part[] = [
  { id: 'bolt-m4', title: 'Bolt M4', shelf: 'A1', stock: 820, minimum: 200 },
  { id: 'nut-m4', title: 'Nut M4', shelf: 'A2', stock: 140, minimum: 200 },
  { id: 'washer-m4', title: 'Washer M4', shelf: 'A3', stock: 75, minimum: 100 },
  { id: 'bearing-608', title: 'Bearing 608', shelf: 'B1', stock: 64, minimum: 20 },
  { id: 'belt-gt2', title: 'Belt GT2', shelf: 'C4', stock: 12, minimum: 10 },
];

export function lowStock(): Part[] {
  return parts.filter(part => part.stock < part.minimum);
}

/** A thrown error must lead back to this line through the source map. */
export function reserve(id: string, amount: number): number {
  const part = parts.find(candidate => candidate.id === id);
  if (!part || part.stock < amount) {
    throw new Error(`cannot reserve ${amount} of ${id}`);
  }
  return part.stock - amount;
}

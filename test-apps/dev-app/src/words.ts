/** Not a component: who imports it has to take its updates. */
export const words = { count: 'Count', card: 'A card' };

// Needs immer 10: the namespace has no default export, and `setUseStrictIteration` or not does not matter here.
import * as immer from 'immer';

export function stockBadge(amount) {
  return immer.produce({ text: '' }, draft => {
    draft.text = amount > 0 ? 'in stock' : 'sold out';
  }).text;
}

export const immerHasDefault = 'default' in immer;

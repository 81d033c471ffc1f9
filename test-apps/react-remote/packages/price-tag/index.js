// Needs immer 9: version 10 has no default export any more.
import produce from 'immer';

export function priceTag(price, currency) {
  return produce({ text: '' }, draft => {
    draft.text = `${price.toFixed(2)} ${currency}`;
  }).text;
}

export const immerHasDefault = typeof produce === 'function';

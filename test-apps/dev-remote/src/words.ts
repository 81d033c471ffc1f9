export const words = { label: 'first word' };

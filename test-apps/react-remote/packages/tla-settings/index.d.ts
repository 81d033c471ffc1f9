export const settings: { currency: string };
export const order: string[];

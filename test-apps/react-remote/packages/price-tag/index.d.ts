export function priceTag(price: number, currency: string): string;
export const immerHasDefault: boolean;

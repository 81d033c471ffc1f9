export function stockBadge(amount: number): string;
export const immerHasDefault: boolean;

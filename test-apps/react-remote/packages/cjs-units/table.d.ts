export const units: string[];
export function plural(unit: string, amount: number): string;
export function sample(): string;

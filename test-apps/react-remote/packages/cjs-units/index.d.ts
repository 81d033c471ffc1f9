declare function format(amount: number, unit: string): string;
declare namespace format {
  const units: string[];
  const isRequired: boolean;
}
export = format;

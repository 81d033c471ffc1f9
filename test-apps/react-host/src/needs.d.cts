export const fromCommonJs: string;

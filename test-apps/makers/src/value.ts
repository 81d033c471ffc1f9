export const maker = MAKER;

/** A remote need not expose components. */
export function describe(pieces: number): string {
  return `${pieces} pieces from ${MAKER}`;
}

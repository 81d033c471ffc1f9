// What every maker's remote exposes.
declare module '*/Card' {
  import type { ComponentType } from 'react';
  const Card: ComponentType<{ greeting?: string }>;
  export default Card;
}

declare module '*/pages' {
  import type { ComponentType } from 'react';
  const Pages: ComponentType;
  export default Pages;
}

declare module '*/value' {
  export const maker: string;
  export function describe(pieces: number): string;
}

/** Nobody exposes it. */
declare module '*/unknown';

import type { ReactElement, ReactNode } from 'react';

export interface SessionValue {
  user: string;
  team: string;
}

export function SessionProvider(props: SessionValue & { children?: ReactNode }): ReactElement;
export function useSession(): SessionValue;

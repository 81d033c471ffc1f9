import type { ReactNode } from 'react';

export const Label = ({ children }: { children: ReactNode }) => <p data-testid="label">Label: {children}</p>;

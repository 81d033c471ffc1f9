import { Component, Suspense } from 'react';
import type { ReactNode } from 'react';

interface Props {
  name: string;
  children: ReactNode;
}

/** Waits for a part of the page, and stands for it if it cannot be had. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { name, children } = this.props;
    if (this.state.failed) {
      return (
        <p role="alert" data-testid={`failed-${name}`}>
          {name} cannot be shown
        </p>
      );
    }
    return <Suspense fallback={<p data-testid={`waiting-${name}`}>{name} …</p>}>{children}</Suspense>;
  }
}

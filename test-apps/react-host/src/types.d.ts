declare module '*.css';

interface Window {
  /** What the error boundary caught, and what React had no boundary for. */
  acmeFailures?: string[];
}

// web-vitals: limits and listeners.
import { CLSThresholds, FCPThresholds, INPThresholds, LCPThresholds, TTFBThresholds, onCLS, onLCP } from 'web-vitals';

export default () => [
  CLSThresholds,
  FCPThresholds,
  INPThresholds,
  LCPThresholds,
  TTFBThresholds,
  typeof onCLS,
  typeof onLCP,
];

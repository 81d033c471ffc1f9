import { first } from './cycle-a';

// Called only after both modules have run; reading `first` at load time would throw.
export function second(): string {
  return `after ${first}`;
}

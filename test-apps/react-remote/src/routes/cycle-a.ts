import { second } from './cycle-b';

export const first = 'first';

export function firstName(): string {
  return first;
}

export function secondName(): string {
  return second();
}

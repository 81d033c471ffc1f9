export let counter = 41;

export function increment(): void {
  counter += 1;
}

export function Badge() {
  return <em data-testid="badge">First badge</em>;
}

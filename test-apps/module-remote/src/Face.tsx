export default function Face({ ticks }: { ticks: number }) {
  return <b data-testid="module-remote-face">{ticks} ticks</b>;
}

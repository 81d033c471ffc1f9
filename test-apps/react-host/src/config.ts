interface Source {
  context: string;
  data: { session?: { user: string; team: string } };
}

/** What the page was given when it was built or served: a list of sources, of which later ones win. */
export function session(): { user: string; team: string } {
  const text = document.querySelector('script[type="backstage.io/config"]')?.textContent ?? '[]';
  const sources: Source[] = JSON.parse(text);
  return sources.reduce((found, { data }) => ({ ...found, ...data.session }), { user: 'unknown', team: 'unknown' });
}

interface Config {
  session: { user: string; team: string };
}

/** What the page was given when it was built. */
export function session(): Config['session'] {
  const config: Config = JSON.parse(document.getElementById('app-config')?.textContent ?? 'null');
  return config.session;
}

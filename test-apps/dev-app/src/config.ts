interface Config {
  greeting: string;
}

/** What the server put into the page. */
export const config: Config = JSON.parse(document.getElementById('app-config')?.textContent ?? '{}');

// ky: hooks, retries and errors.
import ky, { HTTPError } from 'ky';

export default async () => {
  const seen = [];
  const api = ky.create({
    retry: { limit: 1, delay: () => 1 },
    hooks: { afterResponse: [(...all) => void seen.push(all.length)] },
    fetch: async request => (
      seen.push([request.method, request.url, request.headers.get('x-a')]),
      new Response('{"a":1}', { status: request.url.endsWith('bad') ? 404 : 200 })
    ),
  });
  const found = await api
    .post('http://x.example/good', { json: { b: 2 }, headers: { 'x-a': 'y' }, searchParams: { c: 3 } })
    .json();
  const refused = await api.get('http://x.example/bad').catch(error => [error instanceof HTTPError, error.message]);
  return [found, refused, seen.filter(Array.isArray)];
};

// whatwg-fetch: headers, requests and answers.
import { Headers, Request, Response } from 'whatwg-fetch';

export default async () => {
  const headers = new Headers({ 'X-A': '1' });
  headers.append('x-a', '2');
  const request = new Request('http://x.example/', { method: 'post', headers, body: 'a=1' });
  const response = new Response('{"b":2}', { status: 201 });
  return [
    [...headers.entries()],
    request.method,
    await request.text(),
    await response.clone().json(),
    response.ok,
    Response.redirect('http://y.example/', 302).headers.get('location'),
  ];
};

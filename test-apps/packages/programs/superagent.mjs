// superagent: a request that is built.
import request from 'superagent';

export default () => {
  const built = request
    .post('http://x.example/')
    .set('X-A', '1')
    .query({ b: [1, 2] })
    .type('form')
    .accept('json')
    .timeout(5)
    .retry(2);
  return [
    built.method,
    built.url,
    built.header ?? built._header,
    request.serialize['application/x-www-form-urlencoded']({ a: { b: 1 } }),
  ];
};

// axios: a request through an interceptor and an adapter.
import axios, { AxiosError, AxiosHeaders, isCancel } from 'axios';

export default async () => {
  const adapter = async config => ({ data: '{"q":1}', status: 200, statusText: 'OK', headers: {}, config });
  const client = axios.create({ baseURL: 'http://shop.example', adapter });
  client.interceptors.request.use(config => (config.headers.set('x-team', 'a'), config));
  const { data, config } = await client.get('/items', { params: { ids: [1, 2] } });
  return [
    data,
    config.headers.get('x-team'),
    axios.getUri({ url: '/items', params: { a: [1], b: { c: 2 } } }),
    new AxiosHeaders({ 'Content-Type': 'text/plain' }).toJSON(),
    new AxiosError('no', 'CODE').code,
    isCancel(1),
  ];
};

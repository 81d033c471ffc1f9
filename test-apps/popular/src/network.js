// Asking servers; the servers are functions.
import { ApolloClient, ApolloLink, InMemoryCache, Observable, gql } from '@apollo/client';
import axios, { AxiosError, AxiosHeaders } from 'axios';
import { buildSchema, graphql, parse, print, validate } from 'graphql';
import { parse as parseQuery, stringify } from 'qs';
import SwaggerClient from 'swagger-client';

async function runApollo() {
  const link = new ApolloLink(
    operation =>
      new Observable(observer => {
        observer.next({ data: { user: { __typename: 'User', id: 1, name: operation.variables.name } } });
        observer.complete();
      }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const query = gql`
    query User($name: String) {
      user(name: $name) {
        id
        name
      }
    }
  `;
  const { data } = await client.query({ query, variables: { name: 'Ada' } });
  return [data, client.cache.extract()];
}

async function runAxios() {
  const adapter = async config => ({ data: '{"q":1}', status: 200, statusText: 'OK', headers: {}, config });
  const client = axios.create({ baseURL: 'http://shop.example', adapter });
  client.interceptors.request.use(config => {
    config.headers.set('x-team', 'a');
    return config;
  });
  const { data, config } = await client.get('/items', { params: { ids: [1, 2] } });
  return [
    data,
    config.headers.get('x-team'),
    axios.getUri({ url: '/items', params: { a: [1], b: { c: 2 } } }),
    new AxiosHeaders({ 'Content-Type': 'text/plain' }).toJSON(),
    new AxiosError('no', 'CODE').code,
  ];
}

async function runGraphql() {
  const schema = buildSchema('type Query { hello(n: Int = 3): [String!]! }');
  const rootValue = { hello: ({ n }) => Array(n).fill('x') };
  return [
    await graphql({ schema, source: '{ hello(n: 2) }', rootValue }),
    print(parse('query Q($a:Int){a(b:$a){...F}} fragment F on Q{c}')),
    validate(schema, parse('{ nope }')).map(error => error.message),
  ];
}

async function runSwagger() {
  const spec = {
    openapi: '3.0.0',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/items': {
        get: { operationId: 'items', parameters: [{ $ref: '#/components/parameters/Page' }], responses: {} },
      },
    },
    components: { parameters: { Page: { name: 'page', in: 'query', schema: { type: 'string' } } } },
  };
  const resolved = await SwaggerClient.resolve({ spec });
  const request = SwaggerClient.buildRequest({
    spec: resolved.spec,
    operationId: 'items',
    parameters: { page: 'v w' },
  });
  return [resolved.errors, resolved.spec.paths['/items'].get.parameters, request.url, request.method];
}

export default async function run() {
  return {
    apollo: await runApollo(),
    axios: await runAxios(),
    graphql: await runGraphql(),
    qs: [parseQuery('a[b][]=1&a[b][]=2&c.d=3', { allowDots: true }), stringify({ a: [1, { b: 'ä b' }] })],
    swagger: await runSwagger(),
  };
}

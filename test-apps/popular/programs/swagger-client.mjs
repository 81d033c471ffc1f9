// swagger-client: resolves a description and builds a request.
import SwaggerClient from 'swagger-client';

export default async () => {
  const parameters = [{ $ref: '#/components/parameters/Page' }];
  const spec = {
    openapi: '3.0.0',
    info: { title: 'Shop', version: '1' },
    paths: { '/items': { get: { operationId: 'items', parameters, responses: {} } } },
    components: { parameters: { Page: { name: 'page', in: 'query', schema: { type: 'string' } } } },
  };
  const resolved = await SwaggerClient.resolve({ spec });
  const request = SwaggerClient.buildRequest({
    spec: resolved.spec,
    operationId: 'items',
    parameters: { page: 'v w' },
  });
  return [resolved.errors, resolved.spec.paths['/items'].get.parameters, request.url, request.method];
};

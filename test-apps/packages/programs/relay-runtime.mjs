// relay-runtime: a store, a record and a query.
import {
  Environment,
  Network,
  RecordSource,
  Store,
  commitLocalUpdate,
  createOperationDescriptor,
  ROOT_ID,
  getRequestIdentifier,
  Observable,
} from 'relay-runtime';

const field = (name, extra = {}) => ({
  alias: null,
  args: null,
  kind: 'ScalarField',
  name,
  storageKey: null,
  ...extra,
});
const selections = [
  {
    alias: null,
    args: null,
    concreteType: 'User',
    kind: 'LinkedField',
    name: 'me',
    plural: false,
    selections: [field('id'), field('name')],
    storageKey: null,
  },
];
const request = {
  kind: 'Request',
  fragment: {
    argumentDefinitions: [],
    kind: 'Fragment',
    metadata: null,
    name: 'Q',
    selections,
    type: 'Query',
    abstractKey: null,
  },
  operation: { argumentDefinitions: [], kind: 'Operation', name: 'Q', selections },
  params: {
    id: null,
    cacheID: 'abc',
    metadata: {},
    name: 'Q',
    operationKind: 'query',
    text: 'query Q { me { id name } }',
  },
};

export default async () => {
  const environment = new Environment({
    network: Network.create(() => Observable.from({ data: { me: { id: '1', name: 'a', __typename: 'User' } } })),
    store: new Store(new RecordSource()),
  });
  const operation = createOperationDescriptor(request, {});
  await environment.execute({ operation }).toPromise();
  commitLocalUpdate(environment, store => store.get('1').setValue('b', 'name'));
  return [environment.lookup(operation.fragment).data, ROOT_ID, getRequestIdentifier(request.params, {})];
};

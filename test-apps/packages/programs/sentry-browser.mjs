// @sentry/browser: an event that is not sent.
import {
  BrowserClient,
  addBreadcrumb,
  defaultStackParser,
  getCurrentScope,
  setTag,
  withScope,
  createTransport,
  captureMessage,
  setCurrentClient,
} from '@sentry/browser';

export default async () => {
  const sent = [];
  const client = new BrowserClient({
    dsn: 'http://key@x.example/1',
    integrations: [],
    stackParser: defaultStackParser,
    transport: options => createTransport(options, async ({ body }) => (sent.push(body), {})),
    beforeSend: event => ({ ...event, release: 'r' }),
  });
  setCurrentClient(client);
  client.init();
  setTag('a', 'b');
  addBreadcrumb({ message: 'crumb', timestamp: 1 });
  withScope(scope => {
    scope.setLevel('warning');
    captureMessage('hello');
  });
  await client.flush(200);
  const event = JSON.parse(String(sent[0]).split('\n')[2] ?? '{}');
  return [event.message, event.level, event.tags, event.release, getCurrentScope().getScopeData().tags];
};

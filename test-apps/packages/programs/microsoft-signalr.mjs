// @microsoft/signalr: messages and a subject.
import { HttpTransportType, JsonHubProtocol, NullLogger, Subject } from '@microsoft/signalr';

export default () => {
  const protocol = new JsonHubProtocol();
  const text = protocol.writeMessage({ type: 1, target: 'a', arguments: [1, 'x'] });
  const subject = new Subject();
  const seen = [];
  subject.subscribe({ next: value => seen.push(value) });
  subject.next(5);
  return [text, protocol.parseMessages(text, NullLogger.instance), seen, HttpTransportType[1]];
};

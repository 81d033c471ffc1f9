// eventsource-parser: events of a stream.
import { createParser, ParseError } from 'eventsource-parser';

export default () => {
  const seen = [];
  const parser = createParser({
    onEvent: event => seen.push(event),
    onRetry: n => seen.push(n),
    onError: error => seen.push([error instanceof ParseError, error.type]),
    onComment: text => seen.push(text),
  });
  parser.feed('event: a\ndata: 1\nda');
  parser.feed('ta: 2\nid: 7\n\nretry: 50\n: note\nbad line\ndata: x\r\n\r\n');
  return seen;
};

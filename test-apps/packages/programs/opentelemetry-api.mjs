// @opentelemetry/api: contexts and spans.
import {
  ROOT_CONTEXT,
  SpanKind,
  baggageEntryMetadataFromString,
  context,
  createContextKey,
  createTraceState,
  isSpanContextValid,
  propagation,
  trace,
} from '@opentelemetry/api';

export default () => {
  const key = createContextKey('k');
  const inner = ROOT_CONTEXT.setValue(key, 1);
  const span = trace.wrapSpanContext({
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    traceFlags: 1,
    traceState: createTraceState('x=1'),
  });
  return [
    inner.getValue(key),
    ROOT_CONTEXT.getValue(key),
    isSpanContextValid(span.spanContext()),
    trace.getSpan(trace.setSpan(inner, span)) === span,
    SpanKind.SERVER,
    context.with(inner, (a, b) => a + b, undefined, 1, 2),
    propagation.createBaggage({ a: { value: '1', metadata: baggageEntryMetadataFromString('m') } }).getEntry('a').value,
  ];
};

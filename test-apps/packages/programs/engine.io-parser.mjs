// engine.io-parser: packets and payloads.
import { decodePacket, decodePayload, encodePacket, encodePayload, protocol } from 'engine.io-parser';

export default async () => {
  const packet = await new Promise(resolve => encodePacket({ type: 'message', data: 'é' }, true, resolve));
  const payload = await new Promise(resolve =>
    encodePayload([{ type: 'ping' }, { type: 'message', data: 'x' }], resolve),
  );
  return [packet, decodePacket('4hello'), decodePacket('9bad'), decodePayload(payload), protocol];
};

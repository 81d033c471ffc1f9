// google-protobuf: a writer, a reader and a map.
import protobuf from 'google-protobuf';

export default () => {
  const writer = new protobuf.BinaryWriter();
  writer.writeString(1, 'héllo');
  writer.writeInt32(2, -5);
  writer.writePackedDouble?.(3, [1.5, 2]);
  const bytes = writer.getResultBuffer();
  const reader = new protobuf.BinaryReader(bytes);
  const seen = [];
  while (reader.nextField() && !reader.isEndGroup()) {
    if (reader.getFieldNumber() === 1) seen.push(reader.readString());
    else if (reader.getFieldNumber() === 2) seen.push(reader.readInt32());
    else reader.skipField();
  }
  return [[...bytes], seen, new protobuf.Map([['a', 1]]).toObject()];
};

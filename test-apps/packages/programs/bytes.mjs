// bytes: sizes, both ways.
import bytes from 'bytes';

export default () => [
  bytes('1.5KB'),
  bytes(123456789),
  bytes(1000, { thousandsSeparator: ' ', unit: 'B' }),
  bytes.parse('2tb'),
];

// qrcode: a code as text and svg.
import QRCode from 'qrcode';

export default async () => [
  await QRCode.toString('hello', { type: 'svg' }),
  QRCode.create(
    [
      { data: 'ABC', mode: 'alphanumeric' },
      { data: '123', mode: 'numeric' },
    ],
    { errorCorrectionLevel: 'H' },
  ).modules.size,
];

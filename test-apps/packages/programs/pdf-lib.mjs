// pdf-lib: a document that is written and read.
import { PDFDocument, StandardFonts, degrees, rgb } from 'pdf-lib';

export default async () => {
  const document = await PDFDocument.create();
  document.setCreationDate(new Date(0));
  document.setModificationDate(new Date(0));
  const font = await document.embedFont(StandardFonts.TimesRoman);
  const page = document.addPage([200, 100]);
  page.drawText('Hëllo', { x: 10, y: 20, size: 30, font, color: rgb(0, 0.5, 1), rotate: degrees(15) });
  page.drawSvgPath('M 0 0 L 10 10 Q 5 5 1 2', { borderWidth: 2 });
  document.getForm().createTextField('f').setText('value');
  const bytes = await document.save();
  const again = await PDFDocument.load(bytes);
  return [
    bytes.length,
    again.getPageCount(),
    again.getForm().getTextField('f').getText(),
    font.widthOfTextAtSize('abc', 12),
    again.getPage(0).getSize(),
  ];
};

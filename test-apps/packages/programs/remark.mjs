// remark: a document that is read and written.
import { remark } from 'remark';

export default async () =>
  String(
    await remark()
      .data('settings', { bullet: '+', emphasis: '_' })
      .process('Title\n=====\n\n* a *b*\n* [c](d "e")\n\n```js\nf\n```\n\n> q\n\n![i][j]\n\n[j]: k'),
  );

// rehype: a document that is read and written.
import { rehype } from 'rehype';

export default async () => [
  String(await rehype().process('<title>x</title><p class="a b" hidden>1<p>2 &amp; ü')),
  String(
    await rehype()
      .data('settings', { fragment: true, quoteSmart: true, closeSelfClosing: true })
      .process("<img alt='\"'><b>x"),
  ),
];

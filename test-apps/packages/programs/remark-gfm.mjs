// remark-gfm: tables, tasks and footnotes.
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

export default async () =>
  String(
    await unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkRehype)
      .use(rehypeStringify)
      .process('| a | b |\n|---|:-:|\n| 1 | ~x~ |\n\n- [x] done\n\nwww.x.example and note[^1]\n\n[^1]: foot'),
  );

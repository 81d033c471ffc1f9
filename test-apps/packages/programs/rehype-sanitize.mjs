// rehype-sanitize: a document made safe.
import { rehype } from 'rehype';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';

export default async () =>
  String(
    await rehype()
      .data('settings', { fragment: true })
      .use(rehypeSanitize, { ...defaultSchema, tagNames: [...defaultSchema.tagNames, 'custom'] })
      .process(
        '<p onclick=x id=y><a href="javascript:1">a</a><script>b</script><custom>c</custom><img src="http://x.example/i">',
      ),
  );

// turndown: html as markdown.
import TurndownService from 'turndown';

export default () => {
  const service = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  service.addRule('del', { filter: ['del'], replacement: text => `~${text}~` });
  return service.turndown(
    '<h1>a_b</h1><p>x <b>y</b> <a href="u" title="t">z</a></p><ul><li>1<ol start=3><li>2</ol></ul><pre><code class="language-js">a`b</code></pre><del>d</del>',
  );
};

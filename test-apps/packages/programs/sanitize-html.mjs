// sanitize-html: allowed tags and styles.
import sanitizeHtml from 'sanitize-html';

export default () => [
  sanitizeHtml('<p style="color:red;top:0">a<script>b</script><a href="javascript:c" target=d>e</a></p>', {
    allowedTags: ['p', 'a'],
    allowedAttributes: { p: ['style'], a: ['href', 'target'] },
    allowedStyles: { p: { color: [/^red$/] } },
  }),
  sanitizeHtml('<b>x</b><i>y</i>', { allowedTags: ['u'], transformTags: { b: 'u' }, disallowedTagsMode: 'escape' }),
];

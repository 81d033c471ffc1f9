// dompurify: html made safe.
import createDOMPurify from 'dompurify';

export default () => {
  const purify = createDOMPurify.sanitize ? createDOMPurify : createDOMPurify(window);
  return [
    purify.sanitize('<p onclick=a>b<script>c</script><img src=x onerror=d><svg><use href="#e"/></svg>'),
    purify.sanitize('<my-x>a</my-x><b style="top:0">c</b>', {
      FORBID_ATTR: ['style'],
      CUSTOM_ELEMENT_HANDLING: { tagNameCheck: /^my-/ },
    }),
    purify.removed.length > 0,
  ];
};

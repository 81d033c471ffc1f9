// js-beautify: three languages.
import beautify from 'js-beautify';

export default () => [
  beautify.js('a=function(){if(b){c()}else{d?e:f}};/x/g.test(`y`)', { indent_size: 2 }),
  beautify.css('a{b:c}@media (d){e{f:g}}'),
  beautify.html('<div><p>a</p><script>b()</script></div>'),
];

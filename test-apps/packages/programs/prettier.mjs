// prettier: three languages.
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as html from 'prettier/plugins/html';
import * as postcss from 'prettier/plugins/postcss';
import * as prettier from 'prettier/standalone';

const plugins = [babel, estree, html, postcss];

export default async () => [
  await prettier.format('const a={b:1,c(){return x?.y??`z`}},d=<e f="g"/>', { parser: 'babel', plugins }),
  await prettier.format('a{b:c;&:d{e:f}}', { parser: 'scss', plugins }),
  await prettier.format('<p>a<script>b ( )</script></p>', { parser: 'html', plugins }),
];

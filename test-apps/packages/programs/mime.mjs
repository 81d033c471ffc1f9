// mime: types and extensions.
import mime from 'mime';
import lite from 'mime/lite';

export default () => [
  mime.getType('a/b.svg'),
  mime.getExtension('text/plain; charset=utf8'),
  lite.getType('x.json'),
  [...mime.getAllExtensions('image/jpeg')],
];

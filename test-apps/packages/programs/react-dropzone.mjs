// react-dropzone: rules for files.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ErrorCode, useDropzone } from 'react-dropzone';

function View() {
  const { getRootProps, getInputProps, isDragActive } = useDropzone({ accept: { 'image/*': ['.png'] }, maxFiles: 2 });
  return h('div', getRootProps(), h('input', getInputProps()), String(isDragActive));
}

export default () => [renderToStaticMarkup(h(View)), ErrorCode];

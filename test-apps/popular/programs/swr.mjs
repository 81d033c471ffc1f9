// swr: data that is there at first.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import useSWR, { SWRConfig } from 'swr';

const Data = () => h('i', null, useSWR('key', { fallbackData: 'at first' }).data);

export default () => renderToStaticMarkup(h(SWRConfig, { value: {} }, h(Data)));

// shiki: colours of a theme, without wasm.
import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import javascript from 'shiki/langs/javascript.mjs';
import theme from 'shiki/themes/nord.mjs';

export default async () => {
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [javascript],
    engine: createJavaScriptRegexEngine(),
  });
  return highlighter.codeToHtml('const a = async () => `b${await c}`; // d', {
    lang: 'javascript',
    theme: 'nord',
    tokenizeTimeLimit: 0,
  });
};

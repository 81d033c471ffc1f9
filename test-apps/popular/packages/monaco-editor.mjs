// monaco-editor: tokens of a language, without the editor itself.
import { conf, language } from 'monaco-editor/esm/vs/basic-languages/python/python.js';

export default () => [conf.comments, language.keywords.length, language.tokenizer.root.length];

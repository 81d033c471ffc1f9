// typescript: types, diagnostics and output.
import ts from 'typescript';

const source = 'enum E { A = 1 } export const f = async <T,>(x: T) => ({ ...x!, e: E.A }); let n: number = "s";';

/** A host without files but one. */
const host = {
  fileExists: name => name === 'a.ts',
  getCanonicalFileName: name => name,
  getCurrentDirectory: () => '/',
  getDefaultLibFileName: () => 'lib.d.ts',
  getNewLine: () => '\n',
  getSourceFile: (name, target) => (name === 'a.ts' ? ts.createSourceFile(name, source, target) : undefined),
  readFile: () => '',
  useCaseSensitiveFileNames: () => true,
  writeFile() {},
};

export default () => {
  const program = ts.createProgram(['a.ts'], { noLib: true, target: ts.ScriptTarget.ES2017 }, host);
  const found = program.getSemanticDiagnostics(program.getSourceFile('a.ts'));
  return [
    ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS } }),
    found.map(({ code, messageText }) => [code, ts.flattenDiagnosticMessageText(messageText, '\n')]),
  ];
};

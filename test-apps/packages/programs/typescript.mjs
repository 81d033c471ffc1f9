// typescript: types, diagnostics and output.
import ts from 'typescript';

export default () => {
  const source = 'enum E { A = 1 } export const f = async <T,>(x: T) => ({ ...x!, e: E.A }); let n: number = "s";';
  const host = {
    ...ts.createCompilerHost({}),
    getSourceFile: (name, target) => (name === 'a.ts' ? ts.createSourceFile(name, source, target) : undefined),
    writeFile() {},
    fileExists: name => name === 'a.ts',
    readFile: () => '',
  };
  const program = ts.createProgram(['a.ts'], { noLib: true, target: ts.ScriptTarget.ES2017 }, host);
  const found = program
    .getSemanticDiagnostics(program.getSourceFile('a.ts'))
    .map(({ code, messageText }) => [code, ts.flattenDiagnosticMessageText(messageText, '\n')]);
  return [
    ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS } })
      .outputText,
    found,
  ];
};

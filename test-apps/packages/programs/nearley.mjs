// nearley: a grammar and its results.
import nearley from 'nearley';

const id = data => data[0];

export default () => {
  const grammar = {
    ParserRules: [
      { name: 'sum', symbols: ['sum', { literal: '+' }, 'num'], postprocess: ([a, , b]) => a + b },
      { name: 'sum', symbols: ['num'], postprocess: id },
      { name: 'num', symbols: [/[0-9]/], postprocess: ([digit]) => Number(digit) },
    ],
    ParserStart: 'sum',
  };
  const parser = new nearley.Parser(nearley.Grammar.fromCompiled(grammar));
  parser.feed('1+2+4');
  let problem;
  try {
    new nearley.Parser(nearley.Grammar.fromCompiled(grammar)).feed('1+x');
  } catch (error) {
    problem = error.message;
  }
  return [parser.results, problem];
};

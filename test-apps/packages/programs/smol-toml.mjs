// smol-toml: reads and writes tables.
import { TomlDate, TomlError, parse, stringify } from 'smol-toml';

export default () => {
  const value = parse(
    'title = "x"\n[a.b]\nc = [1, 0xff, 1_000]\nd = 1979-05-27T07:32:00Z\n[[e]]\nf = { g = true }\n[[e]]\nh = """\nlong"""',
  );
  let problem;
  try {
    parse('a = 1\na = 2');
  } catch (error) {
    problem = [error instanceof TomlError, error.line];
  }
  return [value, stringify(value), problem, value.a.b.d instanceof TomlDate];
};

// fastest-levenshtein: long and short words.
import { closest, distance } from 'fastest-levenshtein';

export default () => [
  distance('fast', 'faster'),
  distance('a'.repeat(70), 'ab'.repeat(40)),
  closest('fast', ['slow', 'faster', 'fastest']),
];

// nanoid: lengths and an alphabet of one letter.
import { customAlphabet, nanoid, urlAlphabet } from 'nanoid';
import { nanoid as nonSecure } from 'nanoid/non-secure';

export default () => [nanoid().length, customAlphabet('a', 4)(), urlAlphabet, nonSecure(5).length];

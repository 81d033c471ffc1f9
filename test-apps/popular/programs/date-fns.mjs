// date-fns: formats and distances in several languages.
import { addDays, differenceInDays, format, formatDistance, parseISO } from 'date-fns';
import { de, fr } from 'date-fns/locale';

export default () => [
  format(new Date(2020, 1, 3), 'PPPPp EEEE do', { locale: de }),
  addDays(new Date(0), 3),
  differenceInDays(parseISO('2020-03-01'), parseISO('2020-02-01')),
  formatDistance(new Date(0), new Date(1e10), { locale: fr }),
];

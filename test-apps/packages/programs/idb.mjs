// idb: what it wraps.
import { deleteDB, openDB, unwrap, wrap } from 'idb';

export default async () => [
  typeof deleteDB,
  typeof unwrap,
  typeof wrap,
  await Promise.resolve()
    .then(() => openDB('x', 1))
    .catch(error => error.name),
];

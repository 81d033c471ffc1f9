// firebase: an app, and queries that are built.
import { deleteApp, getApps, initializeApp } from 'firebase/app';
import {
  collection,
  doc,
  getFirestore,
  limit,
  orderBy,
  query,
  queryEqual,
  where,
  Timestamp,
  GeoPoint,
} from 'firebase/firestore/lite';

export default async () => {
  const app = initializeApp({ projectId: 'p', apiKey: 'k', appId: 'a' });
  const store = getFirestore(app);
  const made = () => query(collection(store, 'c', 'd', 'e'), where('x', '>', 1), orderBy('x', 'desc'), limit(3));
  const result = [
    doc(store, 'a/b').path,
    queryEqual(made(), made()),
    new Timestamp(1, 5e8).toMillis(),
    new GeoPoint(1, 2).toJSON(),
    getApps().map(({ name }) => name),
  ];
  await deleteApp(app);
  return result;
};

// localforage: values in localStorage.
import localforage from 'localforage';

export default async () => {
  const store = localforage.createInstance({ name: 'n', storeName: 's', driver: localforage.LOCALSTORAGE });
  await store.setItem('a', { b: [1, 2] });
  await store.setItem('bytes', new Uint8Array([1, 2]));
  const seen = [];
  await store.iterate((value, key) => void seen.push(key));
  return [
    await store.getItem('a'),
    [...(await store.getItem('bytes'))],
    seen.sort(),
    await store.length(),
    store.driver(),
    await store.getItem('none'),
  ];
};

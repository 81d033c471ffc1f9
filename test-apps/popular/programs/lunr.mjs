// lunr: an index that is searched.
import lunr from 'lunr';

export default () => {
  const index = lunr(function () {
    this.ref('id');
    this.field('text');
    this.add({ id: 1, text: 'running dogs' });
    this.add({ id: 2, text: 'cats' });
  });
  return index.search('dog run').map(({ ref, score }) => [ref, score]);
};

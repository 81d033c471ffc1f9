// class-transformer: plain objects and classes, both ways.
import { Exclude, Expose, Transform, instanceToPlain, plainToInstance } from 'class-transformer';

class Album {
  get label() {
    return `album ${this.id}`;
  }
}
Expose()(Album.prototype, 'label');
Exclude({ toPlainOnly: true })(Album.prototype, 'secret');
Transform(({ value }) => value.toUpperCase())(Album.prototype, 'name');

export default () => {
  const album = plainToInstance(Album, { name: 'a', secret: 1, id: 7 });
  return [album instanceof Album, album.label, instanceToPlain(album), plainToInstance(Album, [{ name: 'b' }])[0].name];
};

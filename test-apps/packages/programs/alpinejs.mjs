// alpinejs: a page with data and loops.
import * as module from 'alpinejs';

const Alpine = module.default.default ?? module.default;

export default async () => {
  document.body.innerHTML = `<div x-data="{ n: 1, list: ['a', 'b'] }"><b x-text="n * 2" :class="{ big: n > 2 }"></b><button @click="n++; list.push('c')"></button><template x-for="(x, i) in list" :key="x"><i x-text="i + x"></i></template><u x-show="n > 5">u</u></div>`;
  Alpine.store('s', { v: 1 });
  Alpine.start();
  await Alpine.nextTick();
  document.querySelector('button').click();
  document.querySelector('button').click();
  await new Promise(resolve => setTimeout(resolve, 30));
  return [document.body.innerHTML, Alpine.store('s').v, Alpine.version];
};

// pinia: stores of both kinds.
import { createPinia, defineStore, setActivePinia, storeToRefs } from 'pinia';
import { computed, createApp, ref } from 'vue';

export default () => {
  const pinia = createPinia();
  createApp({ render: () => null }).use(pinia);
  setActivePinia(pinia);
  const useCart = defineStore('cart', {
    state: () => ({ items: [1] }),
    getters: { total: state => state.items.length },
    actions: {
      add(n) {
        this.items.push(n);
      },
    },
  });
  const useCount = defineStore('count', () => {
    const n = ref(1);
    return { n, double: computed(() => n.value * 2) };
  });
  const [cart, count] = [useCart(), useCount()];
  const seen = [];
  cart.$onAction(({ name, args }) => seen.push([name, args]));
  cart.add(5);
  count.$patch({ n: 7 });
  return [cart.total, storeToRefs(count).double.value, seen, pinia.state.value];
};

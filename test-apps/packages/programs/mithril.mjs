// mithril: a component that redraws.
import m from 'mithril';

export default () => {
  const element = document.createElement('div');
  let count = 1;
  const View = {
    oninit: vnode => (vnode.state.k = vnode.attrs.k),
    view: ({ state, children }) =>
      m('p.a#b[data-x=1]', { class: 'c' }, state.k, count, m.trust('<i>raw</i>'), children),
  };
  m.render(element, m(View, { k: 'k' }, [m('b', { key: 1 }, 1), m('b', { key: 2 }, 2)]));
  const before = element.innerHTML;
  count = 5;
  m.render(element, m(View, { k: 'k' }, [m('b', { key: 2 }, 2), m('b', { key: 3 }, 3)]));
  return [
    before,
    element.innerHTML,
    m.buildPathname('/a/:b', { b: 'x y', c: [1] }),
    m.parseQueryString('a[0]=1&a[1]=2&b=true'),
  ];
};

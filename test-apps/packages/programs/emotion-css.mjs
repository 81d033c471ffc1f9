// @emotion/css: classes, key frames and a cache of its own.
import createEmotion from '@emotion/css/create-instance';
import { css, cx, keyframes } from '@emotion/css';

export default () => {
  const instance = createEmotion({ key: 'own' });
  const name = css({ color: 'red', '&:hover': { color: 'blue' }, '@media (min-width: 1px)': { padding: [1, 2] } });
  return [
    name,
    cx(
      name,
      css`
        margin: 0;
      `,
    ),
    keyframes({ from: { top: 0 } }),
    instance.css`color: ${'green'};`,
    Object.values(instance.cache.registered),
  ];
};

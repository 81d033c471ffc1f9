// tippy.js: a tip that is shown.
import * as module from 'tippy.js';

const { followCursor, hideAll, roundArrow } = module;
const tippy = module.default.default ?? module.default;

export default async () => {
  const button = document.body.appendChild(document.createElement('button'));
  const instance = tippy(button, {
    content: 'tip',
    duration: 0,
    arrow: roundArrow,
    plugins: [followCursor],
    placement: 'right',
    allowHTML: true,
  });
  instance.show();
  await new Promise(resolve => setTimeout(resolve, 40));
  const text = document.body.textContent;
  hideAll({ duration: 0 });
  return [text, instance.state.isShown, instance.props.placement, tippy.defaultProps.delay];
};

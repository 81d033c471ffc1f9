// nprogress: a bar that moves.
import NProgress from 'nprogress';

export default async () => {
  NProgress.configure({ trickle: false, speed: 1, showSpinner: false }).start();
  NProgress.set(0.4);
  NProgress.inc(0.1);
  await new Promise(resolve => setTimeout(resolve, 50));
  return [NProgress.status, document.body.innerHTML, NProgress.isStarted()];
};

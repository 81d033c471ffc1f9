// gsap: a timeline that is moved.
import { gsap } from 'gsap';

export default () => {
  const target = { x: 0, y: 10, colour: 'rgb(255,0,0)' };
  const timeline = gsap
    .timeline({ paused: true })
    .to(target, { x: 100, duration: 1, ease: 'power2.inOut' })
    .fromTo(target, { y: 0 }, { y: 50, duration: 2, ease: 'bounce.out' }, '<0.5')
    .to(target, { colour: 'rgb(0,0,255)', duration: 1 });
  timeline.time(1.2, true);
  return [
    [target.x, target.y, target.colour],
    timeline.duration(),
    gsap.utils.mapRange(0, 10, 0, 100, 5),
    gsap.utils.snap(5, 12),
    gsap.parseEase('elastic')(0.3),
    gsap.utils.interpolate([0, 10, 30], 0.75),
  ];
};

// swiper: slides without a view.
import Swiper from 'swiper';
import { Navigation, Pagination } from 'swiper/modules';

export default () => {
  const element = document.body.appendChild(document.createElement('div'));
  element.innerHTML =
    '<div class="swiper-wrapper"><div class="swiper-slide">1</div><div class="swiper-slide">2</div></div><div class="p"></div>';
  const swiper = new Swiper(element, {
    modules: [Navigation, Pagination],
    pagination: { el: '.p', clickable: true },
    speed: 0,
    width: 100,
  });
  swiper.slideTo(1);
  return [swiper.activeIndex, swiper.slides.length, swiper.params.speed, element.querySelector('.p').children.length];
};

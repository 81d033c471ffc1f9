// bezier-easing: curves.
import BezierEasing from 'bezier-easing';

export default () => [0, 0.2, 0.5, 0.9, 1].map(BezierEasing(0.42, 0, 0.58, 1)).concat(BezierEasing(0, 0, 1, 1)(0.3));

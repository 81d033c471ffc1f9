// pixi.js: matrices, shapes and colours.
import { Circle, Color, Container, Matrix, ObservablePoint, Point, Polygon, Rectangle, Ticker, groupD8 } from 'pixi.js';

export default () => {
  const matrix = new Matrix().translate(5, 6).scale(2, 3).rotate(1);
  const [parent, child] = [new Container(), new Container()];
  parent.addChild(child);
  parent.position.set(3, 4);
  child.scale.set(2);
  child.label = 'c';
  return [
    matrix.apply(new Point(1, 2)),
    new Rectangle(0, 0, 5, 5).contains(2, 6),
    new Circle(0, 0, 3).contains(1, 1),
    new Polygon([0, 0, 4, 0, 0, 4]).contains(1, 1),
    new Color('red').setAlpha(0.5).toRgbaString(),
    child.toGlobal({ x: 1, y: 1 }),
    parent.getChildByLabel('c') === child,
    groupD8.add(2, 4),
    typeof ObservablePoint,
    Ticker.targetFPMS,
  ];
};

// matter-js: falling bodies.
import * as module from 'matter-js';

const Matter = module.default ?? module;

export default () => {
  const engine = Matter.Engine.create();
  const [ball, ground] = [
    Matter.Bodies.circle(50, 0, 10, { restitution: 0.5 }),
    Matter.Bodies.rectangle(50, 100, 200, 10, { isStatic: true }),
  ];
  let hits = 0;
  Matter.Events.on(engine, 'collisionStart', ({ pairs }) => (hits += pairs.length));
  Matter.Composite.add(engine.world, [ball, ground]);
  for (let n = 0; n < 60; n++) Matter.Engine.update(engine, 16);
  return [
    ball.position,
    ball.velocity,
    hits,
    Matter.Vertices.fromPath('0 0 L 10 0 10 10').length,
    Matter.Query.point([ground], { x: 50, y: 100 }).length,
  ];
};

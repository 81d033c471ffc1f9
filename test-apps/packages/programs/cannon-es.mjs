// cannon-es: a sphere on a plane.
import { Body, Plane, Quaternion, Sphere, Vec3, World, Box, DistanceConstraint } from 'cannon-es';

export default () => {
  const world = new World({ gravity: new Vec3(0, -9.8, 0) });
  const ball = new Body({ mass: 1, shape: new Sphere(1), position: new Vec3(0.1, 3, 0) });
  const ground = new Body({ type: Body.STATIC, shape: new Plane() });
  ground.quaternion.setFromEuler(-Math.PI / 2, 0, 0);
  world.addBody(ball);
  world.addBody(ground);
  for (let n = 0; n < 90; n++) world.step(1 / 60);
  return [
    ball.position,
    ball.quaternion,
    new Quaternion(0, 1, 0, 1).vmult(new Vec3(1, 2, 3)),
    new Box(new Vec3(1, 2, 3)).volume(),
    typeof DistanceConstraint,
  ];
};

// three: a scene, a ray and a camera.
import {
  BoxGeometry,
  Color,
  MathUtils,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector3,
} from 'three';

export default () => {
  const scene = new Scene();
  const mesh = new Mesh(new BoxGeometry(1, 2, 3), new MeshBasicMaterial({ color: new Color('teal') }));
  scene.add(mesh);
  scene.updateMatrixWorld();
  const ray = new Raycaster(new Vector3(0, 0, 10), new Vector3(0, 0, -1));
  return [
    new Vector3(1, 2, 3).applyMatrix4(new Matrix4().makeRotationX(1)).toArray(),
    ray.intersectObject(mesh).length,
    mesh.material.color.getHexString(),
    MathUtils.clamp(7, 0, 5),
    new PerspectiveCamera(50, 1, 1, 10).projectionMatrix.elements,
  ];
};

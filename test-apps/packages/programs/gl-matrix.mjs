// gl-matrix: matrices, vectors and quaternions.
import { glMatrix, mat2d, mat3, mat4, quat, quat2, vec2, vec3, vec4 } from 'gl-matrix';

export default () => {
  glMatrix.setMatrixArrayType(Array);
  const view = mat4.lookAt(mat4.create(), [1, 2, 3], [0, 0, 0], [0, 1, 0]);
  const turn = quat.setAxisAngle(quat.create(), [0, 1, 0], Math.PI / 3);
  return [
    view,
    mat4.invert(mat4.create(), mat4.perspective(mat4.create(), 1, 1.5, 0.1, 100)),
    vec3.transformQuat([], [1, 0, 0], turn),
    mat3.fromQuat([], turn),
    vec2.lerp([], [0, 0], [4, 2], 0.25),
    vec4.normalize([], [1, 2, 3, 4]),
    mat2d.str([1, 2, 3, 4, 5, 6]),
    quat2.length(quat2.create()),
  ];
};

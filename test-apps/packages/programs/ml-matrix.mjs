// ml-matrix: products, inverses and decompositions.
import {
  EigenvalueDecomposition,
  LuDecomposition,
  Matrix,
  QrDecomposition,
  SingularValueDecomposition,
  determinant,
  inverse,
  solve,
} from 'ml-matrix';

export default () => {
  const a = new Matrix([
    [4, 1, 2],
    [1, 3, 0],
    [2, 0, 5],
  ]);
  return [
    a.mmul(a).to2DArray(),
    determinant(a),
    inverse(a).to2DArray(),
    solve(a, Matrix.columnVector([1, 2, 3])).to1DArray(),
    new EigenvalueDecomposition(a).realEigenvalues,
    new SingularValueDecomposition(a).rank,
    new QrDecomposition(a).upperTriangularMatrix.to2DArray(),
    new LuDecomposition(a).isSingular(),
    a.subMatrixView?.(0, 1, 0, 1).rows,
  ];
};

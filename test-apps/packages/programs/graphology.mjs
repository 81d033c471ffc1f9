// graphology: nodes, edges and neighbours.
import * as module from 'graphology';

const Graph = module.MultiGraph ? module.default : (module.default.default ?? module.default);

export default () => {
  const graph = new Graph({ multi: true });
  const seen = [];
  graph.on('nodeAdded', ({ key }) => seen.push(key));
  graph.mergeEdge('a', 'b', { w: 1 });
  graph.addNode('c');
  graph.addEdgeWithKey('e', 'b', 'c');
  graph.addUndirectedEdge('a', 'c');
  graph.updateNodeAttribute('a', 'n', n => (n ?? 0) + 1);
  return [
    seen,
    graph.order,
    graph.size,
    graph.neighbors('a'),
    graph.outDegree('b'),
    graph.reduceNodes((sum, _, { n = 0 }) => sum + n, 0),
    graph.export().edges.map(({ source, target, undirected }) => [source, target, undirected]),
  ];
};

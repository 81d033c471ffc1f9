// @dagrejs/dagre: the layout of a graph.
import * as module from '@dagrejs/dagre';

const dagre = module.graphlib ? module : module.default;

export default () => {
  const graph = new dagre.graphlib.Graph({ compound: true })
    .setGraph({ rankdir: 'LR' })
    .setDefaultEdgeLabel(() => ({}));
  for (const name of ['a', 'b', 'c', 'd']) graph.setNode(name, { width: 10, height: 20 });
  for (const [from, to] of ['ab', 'bc', 'ac', 'cd']) graph.setEdge(from, to, { minlen: 1 });
  dagre.layout(graph);
  return [graph.nodes().map(name => graph.node(name)), graph.edges().map(edge => graph.edge(edge).points)];
};

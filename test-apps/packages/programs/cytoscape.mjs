// cytoscape: a graph without a view.
import cytoscape from 'cytoscape';

export default () => {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...['a', 'b', 'c', 'd'].map(id => ({ data: { id, w: id.charCodeAt(0) } })),
      ...['ab', 'bc', 'cd', 'ad'].map(id => ({
        data: { id, source: id[0], target: id[1], weight: id.length + id.charCodeAt(1) - 97 },
      })),
    ],
    style: [{ selector: 'node[w > 98]', style: { width: 'mapData(w, 97, 100, 10, 40)', label: 'data(id)' } }],
  });
  const path = cy.elements().dijkstra({ root: '#a', weight: edge => edge.data('weight') });
  return [
    path.distanceTo('#d'),
    path.pathTo('#c').map(element => element.id()),
    cy.$('#c').style('width'),
    cy.elements().pageRank().rank('#b').toFixed(4),
    cy.elements().bfs({ roots: '#a' }).path.length,
    cy.nodes().max(node => node.degree()).value,
  ];
};

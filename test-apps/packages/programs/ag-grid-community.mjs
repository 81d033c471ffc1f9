// ag-grid-community: rows that are sorted.
import { AllCommunityModule, ModuleRegistry, createGrid, themeQuartz } from 'ag-grid-community';

export default async () => {
  ModuleRegistry.registerModules([AllCommunityModule]);
  const element = document.body.appendChild(document.createElement('div'));
  const api = createGrid(element, {
    theme: themeQuartz,
    columnDefs: [
      { field: 'a', sort: 'desc' },
      { field: 'b', valueFormatter: ({ value }) => `<${value}>` },
    ],
    rowData: [
      { a: 1, b: 'x' },
      { a: 3, b: 'y' },
      { a: 2, b: 'z' },
    ],
  });
  await new Promise(resolve => setTimeout(resolve, 100));
  const rows = [];
  api.forEachNodeAfterFilterAndSort(({ data }) => rows.push(data.a));
  return [
    rows,
    api.getDisplayedRowCount(),
    api.getDataAsCsv(),
    api.getColumnState().map(({ colId, sort }) => [colId, sort]),
  ];
};

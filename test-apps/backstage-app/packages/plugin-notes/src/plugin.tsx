import { PageBlueprint, createFrontendPlugin, createRouteRef } from '@backstage/frontend-plugin-api';
import NotesIcon from '@material-ui/icons/Notes';

const rootRouteRef = createRouteRef();

const notesPage = PageBlueprint.make({
  params: {
    path: '/notes',
    title: 'Notes',
    icon: <NotesIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () => import('./components/NotesPage').then(page => <page.NotesPage />),
  },
});

export const notesPlugin = createFrontendPlugin({
  pluginId: 'notes',
  title: 'Notes',
  extensions: [notesPage],
  routes: { root: rootRouteRef },
});

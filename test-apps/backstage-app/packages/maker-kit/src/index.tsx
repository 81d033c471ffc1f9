import { AppRootElementBlueprint, PageBlueprint, createRouteRef } from '@backstage/frontend-plugin-api';
import type { ComponentType } from 'react';
import { Mark } from './Mark';

/** The page of a maker, with a route and an entry in the navigation. */
export function makerPage(maker: string, load: () => Promise<{ default: ComponentType }>) {
  const routeRef = createRouteRef();
  const page = PageBlueprint.make({
    params: {
      path: `/${maker}`,
      title: `Made by ${maker}`,
      icon: <span>{maker[0].toUpperCase()}</span>,
      routeRef,
      loader: () => load().then(({ default: Page }) => <Page />),
    },
  });
  return { routeRef, page };
}

/** An element beside the pages, drawn whichever page is open. */
export function makerMark(maker: string) {
  return AppRootElementBlueprint.make({ name: `${maker}-mark`, params: { element: <Mark maker={maker} /> } });
}

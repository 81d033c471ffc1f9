import { lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Boundary } from './Boundary';
import { Layout } from './Layout';
import { MAKERS, PAGES } from './pages';
import { Start } from './Start';

const Imports = lazy(() => import('./Imports'));

export function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Layout />}>
          <Route index element={<Start />} />
          {MAKERS.map(maker => {
            const Page = PAGES[maker];
            // The key keeps the failure of one page from standing for the next.
            const element = (
              <Boundary key={maker} name={`page-${maker}`}>
                <Page />
              </Boundary>
            );
            return <Route key={maker} path={`/pages/${maker}`} element={element} />;
          })}
          <Route
            path="/imports"
            element={
              <Boundary name="imports">
                <Imports />
              </Boundary>
            }
          />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

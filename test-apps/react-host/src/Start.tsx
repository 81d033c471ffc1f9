import { lazy, useEffect, useState } from 'react';
import Card from 'maker_mfbuild/Card';
import { describe } from 'maker_mfbuild/value';
import { Boundary } from './Boundary';

const RspackCard = lazy(() => import('maker_rspack/Card'));
const WebpackCard = lazy(() => import('maker_webpack/Card'));
const ViteCard = lazy(() => import('maker_vite/Card'));
const GoneCard = lazy(() => import('maker_gone/Card'));

function useValues(): string[] {
  const [values, setValues] = useState([describe(1)]);
  useEffect(() => {
    Promise.all([import('maker_rspack/value'), import('maker_webpack/value'), import('maker_vite/value')])
      .then(modules => setValues([describe(1), ...modules.map((module, index) => module.describe(index + 2))]))
      .catch(error => setValues([String(error)]));
  }, []);
  return values;
}

export function Start() {
  const values = useValues();
  return (
    <>
      <div className="cards">
        <Card greeting="Imported statically" />
        <Boundary name="maker_rspack">
          <RspackCard />
        </Boundary>
        <Boundary name="maker_webpack">
          <WebpackCard />
        </Boundary>
        <Boundary name="maker_vite">
          <ViteCard />
        </Boundary>
        <Boundary name="maker_gone">
          <GoneCard />
        </Boundary>
      </div>
      <ul data-testid="values">
        {values.map(value => (
          <li key={value}>{value}</li>
        ))}
      </ul>
    </>
  );
}

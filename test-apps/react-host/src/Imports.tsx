// Every way to ask for what a remote exposes.
import { useEffect, useState } from 'react';
import { getInstance, loadRemote, registerRemotes } from '@module-federation/runtime';
import 'maker_webpack/Card';
import { describe as describeOfMfbuild } from 'maker_mfbuild/value';
import * as namespace from 'maker_rspack/value';
import { CardOfVite, describe, describeOfVite } from './again';
import { awaited } from './awaited';
import { fromCommonJs } from './needs.cjs';

/** The message of the failure that has to come. */
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message.split('\n')[0]);

async function later(): Promise<Record<string, unknown>> {
  const lazy = await import('maker_mfbuild/value');
  const loaded = await loadRemote<typeof lazy>('maker_mfbuild/value');
  registerRemotes([{ name: 'maker_webpack', entry: 'http://localhost:4303/mf-manifest.json' }]);
  const registered = await loadRemote<typeof lazy>('maker_webpack/value');
  return {
    'import() gives what was imported': lazy.describe === describeOfMfbuild,
    'loadRemote gives what was imported': loaded?.describe === describeOfMfbuild,
    'remote registered by code': registered?.describe(7),
    'unknown expose': await failure(import('maker_rspack/unknown')),
  };
}

export default function Imports() {
  const [facts, setFacts] = useState<Record<string, unknown>>({
    'names of a namespace': Object.keys(namespace).sort().join(' '),
    'export *': describe(4),
    'export { a as b }': describeOfVite(5),
    'export { default as a }': typeof CardOfVite,
    'require': fromCommonJs,
    'top-level await': awaited,
    'name of the instance': getInstance()?.name,
  });
  useEffect(() => {
    later().then(
      found => setFacts(facts => ({ ...facts, ...found, done: true })),
      error => setFacts(facts => ({ ...facts, done: String(error) })),
    );
  }, []);
  return (
    <dl data-testid="imports">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-fact={name}>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

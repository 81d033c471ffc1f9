// What the federation SDK and Backstage's backend read from our manifests, and that every listed file exists.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generateSnapshotFromManifest, isManifestProvider } from '@module-federation/sdk';
import { isOurs, manifestOf, remoteDir } from './support.mjs';

const EXPECTED = {
  'backstage-plugin': {
    name: 'acme__plugin_inventory',
    build: { buildVersion: '1.4.2', buildName: '@acme/plugin-inventory' },
    entryType: 'global',
    exposes: [['.', '.'], ['alpha', './alpha']],
    fromHost: ['react', 'react-dom', 'react-router-dom'],
  },
  'react-remote': {
    name: 'react_remote',
    build: { buildVersion: '3.0.1', buildName: '@acme/react-remote' },
    entryType: 'global',
    exposes: [['App', './App'], ['Button', './Button'], ['mount', './mount']],
    fromHost: [],
  },
  'module-remote': {
    name: 'module_remote',
    build: { buildVersion: '0.2.0', buildName: '@acme/module-remote' },
    entryType: 'module',
    exposes: [['Clock', './Clock']],
    fromHost: ['react'],
  },
};

const listedFiles = ({ assets: { js, css } }) => [...js.sync, ...js.async, ...css.sync, ...css.async];

for (const [remote, expected] of Object.entries(EXPECTED)) {
  describe(`manifest of ${remote}`, () => {
    const manifest = manifestOf(remote);
    const dir = remoteDir(remote);

    test('is accepted by the SDK', () => {
      const snapshot = generateSnapshotFromManifest(manifest, { version: 'http://localhost:1234/x/mf-manifest.json' });
      assert.equal(snapshot.globalName, expected.name);
      assert.equal(snapshot.remoteEntry, 'remoteEntry.js');
      assert.equal(snapshot.remoteEntryType, expected.entryType);
      assert.equal(snapshot.version, 'http://localhost:1234/x/mf-manifest.json');
      assert.equal(snapshot.publicPath, 'http://localhost:1234/x/');
      assert.equal(isManifestProvider(snapshot), false);
      assert.deepEqual(snapshot.modules.map(({ moduleName, modulePath }) => [moduleName, modulePath]), expected.exposes);
      assert.equal(snapshot.shared.length, manifest.shared.length);
    });

    test('names the package, and the exposes in the order of the configuration', () => {
      assert.equal(manifest.id, expected.name);
      assert.equal(manifest.name, expected.name);
      assert.equal(manifest.metaData.publicPath, 'auto');
      assert.equal(manifest.metaData.buildInfo.buildVersion, expected.build.buildVersion);
      assert.equal(manifest.metaData.buildInfo.buildName, expected.build.buildName);
      assert.deepEqual(manifest.exposes.map(({ name, path }) => [name, path]), expected.exposes);
      assert.deepEqual(manifest.remotes, []);
    });

    test('shares without a copy of their own list no files', () => {
      for (const name of expected.fromHost) {
        const share = manifest.shared.find(entry => entry.name === name);
        assert.ok(share, `${name} is not listed`);
        assert.deepEqual(listedFiles(share), []);
        assert.equal(share.singleton, true);
      }
    });

    test('every listed file exists, and lists do not overlap', () => {
      for (const entry of [...manifest.exposes, ...manifest.shared]) {
        const files = listedFiles(entry);
        assert.equal(new Set(files).size, files.length, `${entry.id} lists a file twice`);
        for (const file of files) assert.ok(existsSync(join(dir, file)), `${file} of ${entry.id} does not exist`);
      }
      assert.ok(existsSync(join(dir, 'remoteEntry.js')));
    });

    test('mf-stats.json tells the same', () => {
      const stats = JSON.parse(readFileSync(join(dir, 'mf-stats.json'), 'utf8'));
      assert.equal(stats.name, manifest.name);
      assert.deepEqual(stats.exposes.map(({ path }) => path), manifest.exposes.map(({ path }) => path));
      for (const [index, { assets }] of stats.exposes.entries()) assert.deepEqual(assets, manifest.exposes[index].assets);
    });

    test('every chunk leads to a source map', () => {
      const scripts = readdirSync(dir, { recursive: true }).filter(file => /\.js$/.test(file));
      assert.ok(scripts.length > 1);
      for (const file of scripts) {
        const last = readFileSync(join(dir, file), 'utf8').trimEnd().split('\n').at(-1);
        const [, map] = /^\/\/# sourceMappingURL=(\S+)$/.exec(last) ?? [];
        if (map === undefined) continue;
        const { sources } = JSON.parse(readFileSync(join(dir, file, '..', map), 'utf8'));
        assert.ok(Array.isArray(sources));
      }
    });
  });
}

test('the lazy page of the plugin is an asynchronous asset of its expose', () => {
  const [page] = manifestOf('backstage-plugin').exposes;
  assert.equal(page.assets.js.async.some(file => file.includes('part-details')), true);
  assert.equal(page.assets.css.async.some(file => file.includes('part-details')), true);
  assert.equal(page.assets.js.sync.some(file => file.includes('part-details')), false);
});

test('the container of the Backstage plugin is small', { skip: !isOurs && 'the remotes are not ours' }, () => {
  const bytes = gzipSync(readFileSync(join(remoteDir('backstage-plugin'), 'remoteEntry.js')), { level: 9 }).length;
  // Namespace objects of ECMA-262, cycles that fail as a whole, and webpack's rule for `import: false` are 600 bytes of it.
  assert.ok(bytes < 5250, `${bytes} bytes`);
});

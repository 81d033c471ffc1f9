// Writes the configuration of a package and builds it with the `mfbuild` binary.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Builds the package at `root`; gives its errors, none if it was built. */
export function build({ binary, minified, root, out, config, packageJson }) {
  if (packageJson) fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify(packageJson));
  fs.writeFileSync(path.join(root, 'mfbuild.config.json'), JSON.stringify(config, null, 2));
  const flags = ['--json', '--no-sourcemap', '--verify', minified ? '--minify' : '--no-minify', '--out-dir', out];
  const built = spawnSync(binary, ['build', '--module-federation', root, ...flags], { encoding: 'utf8', cwd: root });
  if (built.status === 0) return [];
  const said = `${built.stdout}${built.stderr}`.trim();
  try {
    const errors = JSON.parse(said).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return errors;
  } catch {
    // A crash prints no JSON.
  }
  return [{ code: `exit ${built.status ?? built.signal}`, message: said.slice(-300) || String(built.error) }];
}

/** Errors in one line. */
export const describeErrors = (errors) =>
  errors.map(({ code, message, labels = [] }) => `${code}: ${message} (${labels[0]?.file ?? ''})`).join('; ');

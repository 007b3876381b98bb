import { readFileSync, writeFileSync } from 'node:fs';

/*
 * A registry that carries native packages for one platform only makes npm leave those of the others out
 * of package-lock.json, and `npm ci` then calls the file incomplete. This adds them: optional, bound to
 * their platform, by the exact version their package asks for. Run it after `npm install`.
 */

interface LockedPackage {
  version?: string;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

const FILE = 'package-lock.json';
const SYSTEMS =
  /(?:^|[-/])(darwin|win32|linux|freebsd|netbsd|openbsd|android|openharmony|sunos|aix)(?=-|$)/;
const PROCESSORS =
  /-(arm64|x64|ia32|ppc64|s390x|riscv64|loong64|mips64el|wasm32|arm)(?=-|$|musleabihf|gnueabihf|eabi)/;

/** Which machines a native package is for, read from its name. */
function platformOf(name: string): { os?: string[]; cpu?: string[] } {
  const os = name === 'fsevents' ? 'darwin' : SYSTEMS.exec(name)?.[1];
  const cpu = PROCESSORS.exec(name)?.[1];
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }) };
}

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Record<string, LockedPackage> };
const added: string[] = [];
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    const isNative = Object.keys(platformOf(name)).length > 0;
    if (lock.packages[place] || !isNative || !/^\d/.test(version)) continue;
    lock.packages[place] = { version, dev: true, optional: true, ...platformOf(name) };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} packages of other platforms added`);

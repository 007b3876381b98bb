import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The service takes more, but a larger bundle starts slowly and means that something came in by mistake. */
const MOST_BYTES = 10 * 1024 * 1024;

const FILES = new Set(['config.json', 'index.js', 'package.json']);

/** What has no place in production, by what a bundle says of it; esbuild names the source of each piece in a comment. */
const TRACES: ReadonlyArray<readonly [trace: RegExp, words: string]> = [
  [/^\/\/ (local|test|tools|admin|miniprogram)\/.*$/m, '带进了开发用的代码'],
  [/^\/\/ \.\.\/.*$/m, '带进了项目目录以外的代码'],
  [/^\/\/[#@] sourceMappingURL=.*$/m, '带着源码映射'],
  [/^\s*debugger;.*$/m, '留着断点'],
];

/** The folders of this machine that a bundle must not tell. */
const machinePaths = (): string[] =>
  [resolve('.'), homedir()].filter((path) => path.split(/[\\/]/).length > 2);

/** What is wrong with a built function, in Chinese; empty when nothing is. `paths` are told to nobody. */
export function checkBundle(folder: string, paths: readonly string[] = machinePaths()): string[] {
  const bundle = join(folder, 'index.js');
  const { size } = statSync(bundle);
  const code = readFileSync(bundle, 'utf8');
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: object;
  };
  const extra = readdirSync(folder).filter((name) => !FILES.has(name));
  return [
    ...(size > MOST_BYTES ? [`有 ${size} 字节，超过 10 MB`] : []),
    ...(extra.length > 0 ? [`多了文件 ${extra.join('、')}`] : []),
    ...(manifest.dependencies ? ['package.json 里有依赖，云端会去安装'] : []),
    ...paths.filter((path) => code.includes(path)).map((path) => `带着本机路径 ${path}`),
    ...TRACES.flatMap(([trace, words]) => {
      const found = trace.exec(code)?.[0];
      return found ? [`${words}：${found.slice(0, 80)}`] : [];
    }),
  ];
}

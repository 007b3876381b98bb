import { execFile } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { declarationOf } from '../../../tools/deploy/declaration';
import { FUNCTIONS, GIVEN, KEY } from './deployment';

/** Whatever wants to connect fails: what says it works without a network has to. */
const NO_NETWORK = `import net from 'node:net';
net.Socket.prototype.connect = () => { throw new Error('somebody asked for the network'); };`;
const DOMAIN = 'numbers.example.cn';
/** The console is built first where it is not up to date. */
const BUILDING_MS = 300_000;

function nodeWithoutNetwork(args: string[], settings: Record<string, string>) {
  const command = ['--import', `data:text/javascript,${NO_NETWORK}`, ...args];
  const env = { PATH: process.env.PATH, ...settings };
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = execFile('node', command, { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

const deployPlan = (settings: Record<string, string>) =>
  nodeWithoutNetwork(
    ['--import', 'tsx', 'tools/deploy/main.ts', 'plan', '--offline', '--domain', DOMAIN],
    settings,
  );

/** The numbered lines, which have to be numbered from 1 on. */
function stepsIn(output: string): string[] {
  const lines = [...output.matchAll(/^ +(\d+)\. (.+)$/gm)];
  expect(lines.map(([, number]) => Number(number))).toEqual(lines.map((_, at) => at + 1));
  return lines.map(([, , words]) => words!);
}

describe('npm run deploy:plan -- --offline', () => {
  let printed: { code: number | null; output: string };
  beforeAll(async () => {
    printed = await deployPlan(GIVEN);
  }, BUILDING_MS);

  it('prints every step of a deployment in its order, and nothing else as a step', () => {
    const { collections, functions, files } = declarationOf();
    expect(functions.map(({ name }) => name).sort()).toEqual(FUNCTIONS);
    const indexed = (name: string, indexes: readonly { name: string }[]): string[] =>
      indexes.length > 0
        ? [`集合 ${name} 建索引 ${indexes.map((index) => index.name).join('；')}`]
        : [];
    const expected = [
      ...collections.flatMap(({ name, indexes }) => [
        `创建集合 ${name}`,
        `集合 ${name} 的权限设为 ADMINONLY`,
        ...indexed(name, indexes),
      ]),
      ...functions.flatMap(({ name, timeout, memorySize, codeHash, timers }) => [
        `创建云函数 ${name}：Nodejs20.19，超时 ${timeout} 秒，内存 ${memorySize} MB，代码 ${codeHash}`,
        ...timers.map((timer) => `云函数 ${name} 建定时触发器 ${timer.name}`),
      ]),
      '开通静态网站托管',
      `上传网页管理端 ${files.length} 个文件`,
      `域名 ${DOMAIN} 建路由 /api → 云函数 console`,
      `域名 ${DOMAIN} 建路由 / → 静态网站`,
    ];
    // What stands in brackets, and a function's variables, has tests of its own.
    const told = stepsIn(printed.output).map((step) =>
      step.replaceAll(/（[^）]*）/g, '').replace(/，(环境变量|共) ?.*$/, ''),
    );
    expect(told).toEqual(expected);
    expect(printed.output).toContain(`要做 ${expected.length} 步`);
    expect(printed.output).toContain('没有连接云端');
    expect(printed.output).not.toContain('先要解决');
    expect(printed.code).toBe(0);
  });

  it('names what is done by hand and no secret', () => {
    expect(printed.output).toContain('要手工做');
    expect(printed.output).toContain('npm run deploy:miniprogram');
    for (const secret of [KEY, 'sms-key', '某省团委']) {
      expect(printed.output).not.toContain(secret);
    }
  });

  it(
    'without settings names each that is missing before the same steps',
    async () => {
      // Empty ones go before those of a file .env that may be there.
      const nothing = Object.fromEntries(Object.keys(GIVEN).map((name) => [name, '']));
      const bare = await deployPlan(nothing);
      expect(bare.code).toBe(0);
      for (const name of ['DATA_KEYS', 'HMAC_KEYS', 'SMS_SIGN_NAME']) {
        expect(bare.output).toMatch(new RegExp(`缺少(密钥|设置) ${name}`));
      }
      const bySetting = (step: string): string => step.replace(/，环境变量.*$/, '');
      expect(stepsIn(bare.output).map(bySetting)).toEqual(stepsIn(printed.output).map(bySetting));
    },
    BUILDING_MS,
  );

  it('asked for no network: whoever does fails here', async () => {
    const asking = `import('node:http').then((http) => http.get('http://127.0.0.1:9/'))`;
    const { code, output } = await nodeWithoutNetwork(['--eval', asking], {});
    expect(code).not.toBe(0);
    expect(output).toContain('somebody asked for the network');
    expect(printed.output).not.toContain('somebody asked for the network');
  });
});

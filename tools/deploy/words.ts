import type { IndexDeclaration } from '../../cloudfunctions/core/adapters/collections';
import type { Change, Plan } from './change';
import { RUNTIME } from './declaration';
import type { Route, Timer } from './port';
import { type Settings, SETTINGS } from './settings';

const indexWords = ({ name, keys, unique }: IndexDeclaration): string => {
  const fields = keys.map(([field, direction]) => `${field} ${direction === 1 ? '升序' : '降序'}`);
  return `${name}（${fields.join('、')}${unique ? '，唯一' : ''}）`;
};

const timerWords = ({ name, cron }: Timer): string => `${name}（${cron}）`;

const routeWords = ({ path, target, passesPath }: Route): string =>
  target.kind === 'FUNCTION'
    ? `${path} → 云函数 ${target.name}${passesPath ? '（打开路径透传）' : ''}`
    : `${path} → 静态网站`;

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What the function will have, and what it has to have, in the order of the guide. */
const settingNames = (functionName: string, environment: Settings): string[] =>
  SETTINGS.filter(
    ({ name, functions, isRequired }) =>
      functions.includes(functionName) && (isRequired || environment[name] !== undefined),
  ).map(({ name }) => name);

/** One change in Chinese; never a value of a variable. */
export function changeWords(change: Change): string {
  switch (change.kind) {
    case 'CREATE_COLLECTION':
      return `创建集合 ${change.collection}`;
    case 'CLOSE_COLLECTION':
      return `集合 ${change.collection} 的权限设为 ADMINONLY（客户端不可读、不可写）`;
    case 'CREATE_INDEXES':
      return `集合 ${change.collection} 建索引 ${change.indexes.map(indexWords).join('；')}`;
    case 'CREATE_FUNCTION': {
      const { name, timeout, memorySize, codeHash } = change.declared;
      const names = settingNames(name, change.environment).join('、');
      return `创建云函数 ${name}：${RUNTIME}，超时 ${timeout} 秒，内存 ${memorySize} MB，代码 ${codeHash}，环境变量 ${names || '无'}`;
    }
    case 'UPLOAD_CODE':
      return `更新云函数 ${change.declared.name} 的代码：${change.declared.codeHash}`;
    case 'CONFIGURE_FUNCTION':
      return `更新云函数 ${change.declared.name} 的配置：${change.differences.join('，')}`;
    case 'CREATE_TIMER':
      return `云函数 ${change.function} 建定时触发器 ${timerWords(change.timer)}`;
    case 'START_SITE':
      return '开通静态网站托管';
    case 'UPLOAD_FILES': {
      const bytes = change.files.reduce((sum, { size }) => sum + size, 0);
      return `上传网页管理端 ${change.files.length} 个文件，共 ${megabytes(bytes)}，index.html 最后`;
    }
    case 'CREATE_ROUTE':
      return `域名 ${change.domain} 建路由 ${routeWords(change.route)}`;
    case 'CHANGE_ROUTE':
      return `域名 ${change.domain} 改路由 ${routeWords(change.route)}，不加平台登录，启用`;
  }
}

const section = (title: string, lines: readonly string[], mark: (at: number) => string) =>
  lines.length > 0 ? [title, ...lines.map((line, at) => `${mark(at)}${line}`), ''] : [];

const dash = (): string => '  - ';

/** The whole plan, line by line; `waiting` are the migrations that follow it. */
export function planWords(
  { changes, problems, byHand, surplus }: Plan,
  environment: string,
  waiting: readonly string[],
): string {
  const numbered = (at: number): string => `  ${String(at + 1).padStart(2)}. `;
  return [
    `环境 ${environment}`,
    '',
    ...section('先要解决（解决之前什么也不改）：', problems, dash),
    ...section(`要做 ${changes.length} 步：`, changes.map(changeWords), numbered),
    ...section('要手工做：', byHand, dash),
    ...section('多出来的（不动它们）：', surplus, dash),
    ...section('部署以后由定时任务接着改已存的数据（迁移，不用手工做）：', waiting, dash),
    changes.length + problems.length + byHand.length === 0
      ? '与声明一致，没有要做的。'
      : changes.length === 0
        ? '没有要自动做的。'
        : '以上由 npm run deploy:apply 执行；中断后再运行会接着做。',
  ].join('\n');
}

import { type Change, codeMark, type Plan } from './change';
import { RUNTIME } from './declaration';
import { DeployError } from './deploy-error';
import type { CloudEnvironment } from './port';
import { changeWords } from './words';

/** What the service's words mean for whoever deploys; the first that fits counts. */
const ADVICE: ReadonlyArray<readonly [code: RegExp, advice: string]> = [
  [
    /^AuthFailure/,
    '访问密钥不对：核对 TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY，并校准本机时间。',
  ],
  [
    /Unauthorized|AccessDenied|NoPermission/i,
    '这个子账号权限不够：在 腾讯云控制台 → 访问管理 给它 QcloudTCBFullAccess 和 QcloudSCFFullAccess。',
  ],
  [
    /LimitExceeded|Quota|QUOTA/,
    '到了套餐上限：在 云开发控制台 → 环境管理 → 资源包 里看用量，升级套餐后再运行。',
  ],
  [/InUse|Conflict|Updating|FailedOperation/, '云端正在变动或已有同名的：等一两分钟再运行一次。'],
  [
    /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/,
    '网络不通：检查本机能否访问 tencentcloudapi.com，再运行一次。',
  ],
  [
    /ResourceNotFound|not found|reading 'EnvId'/i,
    '云端没有这个环境或资源：核对 TCB_ENV 是不是环境 ID（不是环境名称）。',
  ],
];

/** A failure of the service in Chinese, with what to do next; `doing` names what was being done. */
export function failureWords(doing: string, error: unknown): string {
  const {
    code = '',
    message = '',
    requestId = '',
  } = (error ?? {}) as {
    code?: string;
    message?: string;
    requestId?: string;
  };
  const advice =
    ADVICE.find(([pattern]) => pattern.test(`${code}`) || pattern.test(message))?.[1] ??
    '把上面的原文和 RequestId 交给云开发的技术支持。';
  return [
    `没有做成：${doing}`,
    `云服务说：${[code, message].filter(Boolean).join(' ')}${requestId ? `（RequestId ${requestId}）` : ''}`,
    `怎么办：${advice}`,
  ].join('\n');
}

function perform(cloud: CloudEnvironment, change: Change): Promise<void> {
  switch (change.kind) {
    case 'CREATE_COLLECTION':
      return cloud.createCollection(change.collection);
    case 'CLOSE_COLLECTION':
      return cloud.closeCollection(change.collection);
    case 'CREATE_INDEXES':
      return cloud.createIndexes(change.collection, change.indexes);
    case 'CREATE_FUNCTION':
      return cloud.createFunction(
        change.declared,
        RUNTIME,
        codeMark(change.declared),
        change.environment,
      );
    case 'UPLOAD_CODE':
      return cloud.uploadCode(change.declared, change.runtime);
    case 'CONFIGURE_FUNCTION':
      return cloud.configureFunction(
        change.declared,
        codeMark(change.declared),
        change.environment,
      );
    case 'CREATE_TIMER':
      return cloud.createTimer(change.function, change.timer);
    case 'START_SITE':
      return cloud.startSite();
    case 'UPLOAD_FILES':
      return cloud.uploadFiles(change.files);
    case 'CREATE_ROUTE':
      return cloud.createRoute(change.domain, change.route);
    case 'CHANGE_ROUTE':
      return cloud.changeRoute(change.domain, change.route);
  }
}

/**
 * Makes the changes of a plan one after the other and tells each. Throws a DeployError before anything is
 * changed when the plan has problems, and at the first change that the service refuses; what was done by
 * then stays, and the next plan begins behind it.
 */
export async function applyPlan(
  cloud: CloudEnvironment,
  { changes, problems }: Plan,
  tell: (line: string) => void,
): Promise<void> {
  if (problems.length > 0) {
    throw new DeployError(['还不能部署，什么也没有改：', ...problems].join('\n  - '));
  }
  for (const [at, change] of changes.entries()) {
    const words = changeWords(change);
    tell(`${at + 1}/${changes.length} ${words}`);
    try {
      await perform(cloud, change);
    } catch (error) {
      throw new DeployError(
        `${failureWords(words, error)}\n前 ${at} 步已生效；解决后再运行 npm run deploy:apply，会从这里接着做。`,
      );
    }
  }
}

import type { Change, PlanPart } from './change';
import type { FoundEnvironment, LocalSiteFile, Route, SiteFile } from './port';

/** How many names of surplus files are worth reading. */
const NAMED = 3;

const isSame = (local: LocalSiteFile, there: SiteFile | undefined): boolean =>
  there !== undefined && there.size === local.size && [null, local.md5].includes(there.md5);

/** What the static website lacks. Old files stay: a page that is still open may ask for them. */
export function planSite(
  files: readonly LocalSiteFile[],
  { site }: Pick<FoundEnvironment, 'site'>,
): PlanPart[] {
  const there = new Map(site.files.map((file) => [file.path, file]));
  const names = new Set(files.map(({ path }) => path));
  const stale = files.filter((file) => !isSame(file, there.get(file.path)));
  const old = site.files.map(({ path }) => path).filter((path) => !names.has(path));
  const few = old.slice(0, NAMED).join('、');
  return [
    { changes: site.status === 'ON' ? [] : [{ kind: 'START_SITE' }] },
    { changes: stale.length > 0 ? [{ kind: 'UPLOAD_FILES', files: stale }] : [] },
    { surplus: old.length > 0 ? [`静态网站的 ${old.length} 个旧文件，如 ${few}`] : [] },
  ];
}

const leadsThere = (route: Route, there: Route): boolean =>
  there.target.kind === route.target.kind &&
  (route.target.kind === 'SITE' || there.target.name === route.target.name);

const isServing = (route: Route, there: Route): boolean =>
  there.passesPath === route.passesPath && there.needsSignIn === route.needsSignIn && there.isOn;

/**
 * What the HTTP access service lacks on the console's domain; without a domain the environment's own,
 * which is good for a trial.
 */
export function planRoutes(
  routes: readonly Route[],
  { domains }: Pick<FoundEnvironment, 'domains'>,
  domain: string | undefined,
): PlanPart {
  const found = domains.find(({ name, isDefault }) => (domain ? name === domain : isDefault));
  if (!found) {
    return {
      byHand: domain
        ? [
            `域名 ${domain} 还没有绑定：请在 云开发控制台 → 环境管理 → HTTP 访问服务 → 添加自定义域名（要备案和 SSL 证书），按提示配好 CNAME，再运行一次。`,
          ]
        : [
            '还没有开通 HTTP 访问服务：请在 云开发控制台 → 环境管理 → HTTP 访问服务 打开开关，再运行一次；正式使用请绑定自己的域名并加 --domain 域名。',
          ],
    };
  }
  const there = new Map(found.routes.map((route) => [route.path, route]));
  // Whatever else is behind a path was put there by somebody: it is not ours to take away.
  const taken = routes.flatMap((route) => {
    const present = there.get(route.path);
    return present && !leadsThere(route, present) ? [present] : [];
  });
  return {
    changes: routes.flatMap((route): Change[] => {
      const present = there.get(route.path);
      if (!present) return [{ kind: 'CREATE_ROUTE', domain: found.name, route }];
      const isRight = taken.includes(present) || isServing(route, present);
      return isRight ? [] : [{ kind: 'CHANGE_ROUTE', domain: found.name, route }];
    }),
    byHand: [
      ...taken.map(
        ({ path, target }) =>
          `域名 ${found.name} 的 ${path} 现在指向 ${target.name}，不是本系统的：请在 云开发控制台 → 环境管理 → HTTP 访问服务 里改掉，或换一个域名。`,
      ),
      ...(found.isDefault
        ? [
            `网页管理端现在用默认域名 ${found.name}，只供试用（限频，浏览器会先显示提示页）：正式使用请绑定自己的域名并加 --domain 域名。`,
          ]
        : []),
    ],
  };
}

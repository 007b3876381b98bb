/** Where a page is: its path from the app's root and what came behind the `?`. */
export interface Route {
  path: string;
  query: Record<string, string>;
  /** `/path?query` */
  url: string;
}

/** Values as they are written: WeChat hands them to onLoad undecoded. */
function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of text.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1);
  }
  return query;
}

function absolutePath(path: string, from: string): string {
  if (path.startsWith('/')) return path.slice(1);
  const folders = from.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') folders.pop();
    else if (step !== '.') folders.push(step);
  }
  return folders.join('/');
}

/** Parses a page's address, absolute or relative to the page `from`. */
export function parseRoute(url: string, from = ''): Route {
  const at = url.indexOf('?');
  const path = absolutePath(at < 0 ? url : url.slice(0, at), from).replace(/\.html$/, '');
  const query = at < 0 ? '' : url.slice(at + 1);
  return { path, query: parseQuery(query), url: `/${path}${query ? `?${query}` : ''}` };
}

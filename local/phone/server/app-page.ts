import { escapeHtml } from '../../pages/layout';
import type { Problem } from '../build/problems';
import { describeProblem } from '../build/problems';

/** Nothing may leave the machine: the browser itself refuses. */
export const CONTENT_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

/** On the desk one connection serves all phones: a browser keeps only six to a server. */
const RELOAD = `<script>
if (window.top === window) new EventSource('/phone/events').onmessage = () => location.reload();
</script>`;

const page = (body: string, reload: boolean): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, user-scalable=no">
<title>小程序</title>
<link rel="icon" href="data:,">
</head>
<body>
${body}
${reload ? RELOAD : ''}
</body>
</html>
`;

const problemLine = (problem: Problem): string =>
  `<li>${escapeHtml(describeProblem(problem))}</li>`;

/**
 * The page with the mini-program itself; while it has errors, the errors instead. `reload` makes it
 * load again after each build.
 */
export function appPage(problems: readonly Problem[], reload: boolean): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const style =
      'padding:16px 16px 16px 32px;color:#c00;font:13px/1.6 ui-monospace,Menlo,monospace;word-break:break-all';
    return page(
      `<h1 style="font:600 17px/1.4 sans-serif;padding:16px 16px 0">小程序有错误，改好后刷新</h1>
<ol role="alert" style="${style}">${errors.map(problemLine).join('')}</ol>`,
      reload,
    );
  }
  const scripts = ['runtime', 'bundle', 'app'].map(
    (name) => `<script src="/phone/assets/${name}.js"></script>`,
  );
  return page(scripts.join('\n'), reload);
}

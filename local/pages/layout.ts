const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for use in HTML, in attributes too. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const STYLE = `
:root { color-scheme: light dark; --bg: #f5f6f8; --card: #fff; --text: #1d2129; --muted: #5b6270; --line: #e5e6eb; --primary: #c8161e; }
@media (prefers-color-scheme: dark) { :root { --bg: #16181d; --card: #20232a; --text: #e8eaee; --muted: #a3aab8; --line: #343943; --primary: #ff7b7b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 48px 24px; }
h1 { margin: 0 0 8px; font-size: 26px; }
h2 { margin: 32px 0 8px; font-size: 18px; }
p { margin: 0 0 16px; color: var(--muted); }
a { color: var(--primary); }
.list { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.list > li + li { border-top: 1px solid var(--line); }
.row { display: flex; gap: 16px; align-items: baseline; justify-content: space-between; padding: 16px; color: inherit; text-decoration: none; }
a.row:hover, a.row:focus-visible { outline: 2px solid var(--primary); outline-offset: -2px; border-radius: 8px; }
.row strong { font-weight: 600; }
.row span { color: var(--muted); font-size: 14px; text-align: right; }
.code { font: 600 26px/1.2 ui-monospace, Menlo, Consolas, monospace; letter-spacing: 2px; color: var(--primary); user-select: all; }
`;

/** A whole page; `title` is plain text, `body` and `head` are HTML. */
export const page = (title: string, body: string, head = ''): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
${head}
</head>
<body><main>${body}</main></body>
</html>
`;

const RELOAD = `<script>
new EventSource('/phone/events').onmessage = () =>
  document.querySelectorAll('iframe').forEach((phone) => phone.contentWindow.location.reload());
</script>`;

/** The desk: phones of several people side by side. Its script draws everything; `reload` makes the phones load again after each build. */
export const deskPage = (reload: boolean): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>小程序 · 本机系统</title>
<link rel="icon" href="data:,">
</head>
<body>
<script src="/phone/assets/desk.js"></script>
${reload ? RELOAD : ''}
</body>
</html>
`;

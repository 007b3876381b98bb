/** The console loads nothing from elsewhere, runs no script of a page's own text and is shown in no frame. */
const POLICY: ReadonlyArray<readonly [directive: string, ...sources: string[]]> = [
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  // Large spreadsheets are packed and unpacked by workers that the library makes of its own text.
  ['worker-src', "'self'", 'blob:'],
  ['style-src', "'self'"],
  // Element Plus and the charts place things by style attributes; they can load nothing and run nothing.
  ['style-src-attr', "'unsafe-inline'"],
  ['img-src', "'self'", 'data:'],
  ['font-src', "'self'"],
  ['connect-src', "'self'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
  ['frame-ancestors', "'none'"],
];

const policy = (directives: typeof POLICY): string =>
  directives.map((directive) => directive.join(' ')).join('; ');

/** For the page itself, as browsers take it there: in `meta` a frame cannot be forbidden. */
export const PAGE_POLICY = policy(POLICY.filter(([name]) => name !== 'frame-ancestors'));

/**
 * What the console's domain has to send with every file, set in the console of the HTTP access service
 * (docs/部署指南.md, section 四): it has no interface that we could do it by. The local server sends the same.
 */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy(POLICY),
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Over HTTPS in addition: browsers keep to it for a year. */
export const HTTPS_HEADERS: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000',
};

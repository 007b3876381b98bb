import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HTTPS_HEADERS, PAGE_POLICY, SITE_HEADERS } from '../../../tools/deploy/headers';
import { startTestCloud, type TestCloud } from '../../support/phones';

const policy = SITE_HEADERS['Content-Security-Policy'] ?? '';

describe('the headers of the console', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
  });
  afterAll(() => test.close());

  it('are in the guide for whoever deploys, word for word', () => {
    const guide = readFileSync('docs/部署指南.md', 'utf8');
    for (const [name, value] of Object.entries({ ...SITE_HEADERS, ...HTTPS_HEADERS })) {
      expect(guide).toContain(`\n${name}: ${value}\n`);
    }
  });

  it('let nothing in from elsewhere and no script of a page’s own text', () => {
    const directives = policy.split('; ').map((text) => text.split(' '));
    const inline = directives.filter((parts) => parts.includes("'unsafe-inline'"));
    expect(inline).toEqual([['style-src-attr', "'unsafe-inline'"]]);
    expect(policy).toContain("frame-ancestors 'none'");
    for (const [, ...sources] of directives) {
      expect(
        sources.every((source) => /^('(self|none|unsafe-inline)'|data:|blob:)$/.test(source)),
      ).toBe(true);
    }
    // In a page a policy about frames is an error.
    expect(policy).toBe(`${PAGE_POLICY}; frame-ancestors 'none'`);
  });

  it('come with every file from the local server, and with the built page itself', async () => {
    for (const path of ['/console/', '/console/mark.svg', '/console/nothing.js']) {
      const { headers } = await fetch(`${test.cloud.url}${path}`);
      for (const [name, value] of Object.entries(SITE_HEADERS)) {
        expect([path, name, headers.get(name)]).toEqual([path, name, value]);
      }
    }
    const page = await (await fetch(`${test.cloud.url}/console/`)).text();
    expect(page.replaceAll('&#39;', "'")).toContain(`content="${PAGE_POLICY}"`);
  });
});

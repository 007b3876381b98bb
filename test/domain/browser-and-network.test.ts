import { describe, expect, it } from '@jest/globals';

import { browserName } from '../../cloudfunctions/core/domain/browser-name';
import { maskAddress, sameNetwork } from '../../cloudfunctions/core/domain/network';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

describe('a browser by name', () => {
  it.each([
    [CHROME, 'Chrome · Windows 电脑'],
    [`${CHROME} Edg/126.0.0.0`, 'Edge · Windows 电脑'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari · 苹果电脑',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      'Firefox · Linux 电脑',
    ],
    ['curl/8', '未知浏览器'],
    ['', '未知浏览器'],
  ])('%s', (agent, name) => expect(browserName(agent)).toBe(name));
});

describe('networks', () => {
  it('are the same when three numbers of IPv4 or 48 bits of IPv6 are', () => {
    expect(sameNetwork('117.136.5.9', '117.136.5.200')).toBe(true);
    expect(sameNetwork('117.136.5.9', '117.136.6.9')).toBe(false);
    expect(sameNetwork('::ffff:117.136.5.9', '117.136.5.1')).toBe(true);
    expect(sameNetwork('2408:8207:1850::1', '2408:8207:1850:ab::9')).toBe(true);
    expect(sameNetwork('2408:8207:1850::1', '2408:8207:1851::1')).toBe(false);
    expect(sameNetwork('::1', '0:0:0:0:0:0:0:1')).toBe(true);
  });

  it('are not known when an address is unreadable or of another kind', () => {
    expect(sameNetwork('', '117.136.5.9')).toBeNull();
    expect(sameNetwork('117.136.5.9', '2408:8207:1850::1')).toBeNull();
    expect(sameNetwork('nonsense', 'nonsense')).toBeNull();
  });

  it('are shown without the part that is one person', () => {
    expect(maskAddress('117.136.5.9')).toBe('117.136.*.*');
    expect(maskAddress('2408:8207:1850::1')).toBe('2408:8207:*');
    expect(maskAddress('')).toBe('未知地址');
  });
});

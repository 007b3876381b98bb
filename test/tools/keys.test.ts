import { describe, expect, it } from '@jest/globals';
import { keyWords } from '../../tools/keys/key-words';

const newest = { seal: 'k2', hash: 'h2' };

describe('npm run keys', () => {
  it('says which keys can go only when nothing is stored by another one', () => {
    const done = keyWords({ seal: { k2: 5 }, hash: { h2: 4 } }, newest);
    expect(done.isFine).toBe(true);
    expect(done.text).toContain('可以删除');
    const half = keyWords({ seal: { k1: 1, k2: 5 }, hash: { h1: 2, h2: 4 } }, newest);
    expect(half.isFine).toBe(false);
    expect(half.text).toContain('DATA_KEYS（加密）：k1 1 处，k2 5 处');
    expect(half.text).toContain('还有 3 处');
    expect(half.text).toContain('旧密钥不能删除');
  });

  it('says so when the clock has not worked yet', () => {
    const idle = keyWords({ seal: {}, hash: {} }, null);
    expect(idle).toMatchObject({ isFine: false });
    expect(idle.text).toContain('还没有运行过');
  });
});

import { describe, expect, it } from '@jest/globals';
import { machineRuntime } from '../../cloudfunctions/core/adapters/runtime';

describe('the machine’s chance', () => {
  it('gives ids of 22 characters that differ', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => machineRuntime.newId()));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
  });

  it('gives codes of six digits, leading zeros among them', () => {
    const codes = Array.from({ length: 2000 }, () => machineRuntime.randomDigits(6));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1900);
  });
});

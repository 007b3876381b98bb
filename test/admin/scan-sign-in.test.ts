import { describe, expect, it } from '@jest/globals';
import { ownAddress } from '../../admin/src/pages/sign-in/own-address';
import { afterState, ticketText } from '../../admin/src/pages/sign-in/scan-ticket';
import { minutesToEnd } from '../../admin/src/service/session-clock';
import { ticketIn } from '../../miniprogram/services/console-ticket';

describe('the code to scan', () => {
  it('is one that the mini-program reads', () => {
    const ticket = 'A1b2C3d4E5f6G7h8I9j0K_';
    expect(ticketIn(ticketText('https://desk.example.cn', ticket))).toBe(ticket);
  });
  it('is renewed while nobody scans it, but not for ever', () => {
    expect(afterState('WAITING', 'WAITING', 30, 0)).toBe('WAITING');
    expect(afterState('WAITING', 'WAITING', 0, 0)).toBe('RENEW');
    expect(afterState('OVER', 'WAITING', 0, 4)).toBe('RENEW');
    expect(afterState('OVER', 'WAITING', 0, 5)).toBe('STALE');
  });
  it('follows the phone, and stops when the phone declined', () => {
    expect(afterState('SCANNED', 'WAITING', 0, 0)).toBe('SCANNED');
    expect(afterState('CODE', 'SCANNED', 0, 0)).toBe('CODE');
    expect(afterState('OVER', 'SCANNED', 20, 0)).toBe('STALE');
  });
});

describe('after signing in', () => {
  it('only addresses of the console are followed', () => {
    expect(ownAddress('/numbers?org=1')).toBe('/numbers?org=1');
    expect([
      ownAddress('//evil.example'),
      ownAddress('https://evil.example'),
      ownAddress(null),
    ]).toEqual(['/', '/', '/']);
  });
  it('the end of eight hours is told in its last quarter of an hour', () => {
    const hour = 3_600_000;
    expect(minutesToEnd(0, 7 * hour)).toBeNull();
    expect(minutesToEnd(0, 8 * hour - 15 * 60_000)).toBe(15);
    expect(minutesToEnd(0, 9 * hour)).toBe(0);
  });
});

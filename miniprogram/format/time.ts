import dayjs from 'dayjs';
import { timeOfDay, today } from '../checks/dates';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2020-05` → `2020年5月` */
export const monthWords = (month: string): string => dayjs(`${month}-01`).format('YYYY年M月');

/** `2020-05-04` → `2020年5月4日` */
export const dayWords = (day: string): string => dayjs(day).format('YYYY年M月D日');

/** A moment as people say it: `19:24` today, `5月18日 19:24` this year, `2019年5月18日` before. */
export function momentWords(at: number, now: number): string {
  const day = today(at);
  const current = today(now);
  if (day === current) return timeOfDay(at);
  if (day.slice(0, 4) !== current.slice(0, 4)) return dayWords(day);
  return `${dayjs(day).format('M月D日')} ${timeOfDay(at)}`;
}

/** How long something has been waiting: `不到 1 分钟`, `26 分钟`, `14 小时`, `3 天`. */
export function waitedWords(since: number, now: number): string {
  const waited = now - since;
  if (waited < MINUTE) return '不到 1 分钟';
  if (waited < HOUR) return `${Math.floor(waited / MINUTE)} 分钟`;
  if (waited < DAY) return `${Math.floor(waited / HOUR)} 小时`;
  return `${Math.floor(waited / DAY)} 天`;
}

const DAY = 86_400_000;
/** China has one time zone without summer time; the desk shows civil time there wherever it runs. */
const OFFSET = 8 * 3_600_000;

interface CivilTime {
  year: number;
  month: number;
  day: number;
  clock: string;
}

function civil(at: number): CivilTime {
  const shifted = new Date(at + OFFSET);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    clock: shifted.toISOString().slice(11, 16),
  };
}

/** The civil year in China. */
export function civilYear(at: number): number {
  return civil(at).year;
}

/** `5月21日 15:02`, with the year in front when it is not the year of `now`. */
export function momentText(at: number, now: number): string {
  const { year, month, day, clock } = civil(at);
  const text = `${month}月${day}日 ${clock}`;
  return year === civilYear(now) ? text : `${year}年${text}`;
}

/** `2020-05-21` */
export function dayText(at: number): string {
  return new Date(at + OFFSET).toISOString().slice(0, 10);
}

/** How long something has waited: `不到 1 小时`, `21 小时`, `3 天`. */
export function waitedText(since: number, now: number): string {
  const waited = Math.max(0, now - since);
  if (waited < 3_600_000) return '不到 1 小时';
  if (waited < DAY) return `${Math.floor(waited / 3_600_000)} 小时`;
  return `${Math.floor(waited / DAY)} 天`;
}

/** `2020-05` → `2020年5月` */
export function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${year}年${Number(number)}月`;
}

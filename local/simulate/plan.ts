/** How large a simulated year is. The same plan gives the same people, on the same days, with the same wishes. */
export interface Plan {
  seed: number;
  /** 1: a whole province of 150,000 new members. */
  scale: number;
  /** People who register in the year. */
  members: number;
  /** Counties in which they live. */
  counties: number;
  /** Schools generated in each of these. */
  schoolsPerCounty: number;
  /** Only the organisations of these counties are there, not the whole province. */
  isPart: boolean;
  /** People and offices are at work every so manyeth day: with few people a day would hardly keep two of them busy. */
  workEveryDays: number;
  /** People at work at the same moment: on a quiet day, and on the busiest. */
  callers: { fewest: number; most: number };
  /** The clock does all of its work, the nightly proof included, on the first night of every so manyeth month. */
  clockEveryMonths: number;
  /** Of 1,000 requests to the database, how many meet a fault. */
  faultsPerThousand: number;
}

/** New members of a year at scale 1. */
const MEMBERS = 150_000;
/** Counties of the province's file. */
const COUNTIES = 84;

/** A plan for a share of the province's new members, 0.001–1. */
export function planOf(scale: number, seed: number): Plan {
  if (!(scale >= 0.001 && scale <= 1)) throw new RangeError(`scale is 0.001 to 1, not ${scale}`);
  return {
    seed,
    scale,
    members: Math.round(MEMBERS * scale),
    counties: Math.min(COUNTIES, Math.max(2, Math.round(COUNTIES * Math.sqrt(scale)))),
    schoolsPerCounty: Math.max(1, Math.round(scale * 4)),
    isPart: false,
    workEveryDays: scale < 0.05 ? 4 : scale < 0.5 ? 2 : 1,
    callers: { fewest: 8, most: scale < 0.5 ? 50 : 300 },
    clockEveryMonths: scale < 0.5 ? 3 : 1,
    faultsPerThousand: 2,
  };
}

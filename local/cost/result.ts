import type { Machine } from '../machine';

/** What one thing that somebody does costs: measured on the local cloud, on average. */
export interface Measured {
  name: string;
  what: string;
  /** Calls of functions, and requests to the database by what they do. */
  functionCalls: number;
  reads: number;
  writes: number;
  /** Beginnings and ends of transactions. */
  control: number;
  messages: number;
  /** Time of the functions on the machine that measured, ms, with the local database's answers. */
  ms: number;
}

/** The clock's work: requests of one run of each job. */
export interface ClockJob {
  id: string;
  everyMinutes: number;
  /** When it is its turn, and when it is not. */
  due: number;
  idle: number;
}

/** Bytes that something leaves behind in one collection, per member. */
export interface Stored {
  collection: string;
  documents: number;
  /** As BSON, before the service compresses anything. */
  bytes: number;
  indexes: Array<{ name: string; rows: number; bytes: number }>;
}

export interface CostResult {
  begunAt: string;
  command: string;
  /** With the load at the end. */
  machine: Machine;
  measured: Measured[];
  clock: ClockJob[];
  stored: Stored[];
  members: number;
  organizations: number;
}

/** How often things are done (usage.json). */
export interface Usage {
  province: {
    newMembers: number;
    organizations: number;
    /** Share of the year's members in the busiest month. */
    peakMonthShare: number;
    functionMemoryGb: number;
    /** Between function and database on the real service. */
    networkMsPerRequest: number;
  };
  perMember: Record<string, number>;
  staffDays: { staff: number; days: number; perDay: Record<string, number> };
  secretaryDays: { staff: number; days: number; perDay: Record<string, number> };
  perOrganization: Record<string, number>;
}

interface Price {
  price: number;
  per: number;
  unit: string;
  source: string;
}

/** Published prices (prices.json), in one currency. The service bills in points, of which packages hold some for a month. */
export interface Prices {
  currency: string;
  sources: Record<string, { what: string; date: string }>;
  /** How many points one unit of the currency is. */
  pointsPerUnit: number;
  /** What things cost in points. */
  points: Record<
    'functionCalls' | 'requests' | 'functionGbSeconds' | 'storageGbDay' | 'outboundGb',
    Price
  >;
  /** What is paid beside all of it, in the currency. */
  messages: Record<'sms' | 'phoneComponent', Price>;
  packages: Package[];
  notFound: string[];
}

/** A package of a month. */
export interface Package {
  name: string;
  monthly: number;
  points: number;
  /** Whether what is beyond is paid by use; otherwise the service stops there. */
  isOpenEnded: boolean;
  source: string;
}

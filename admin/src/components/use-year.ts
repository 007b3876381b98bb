import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { civilYear } from '../format/dates';
import { call } from '../service';

const KEY = 'desk.year';
/** Numbers are handed out by the system from this year on. */
export const FIRST_YEAR = 2020;

/** Years to choose from, newest first; next year's numbers come before the year begins. */
export function yearChoices(now: number): number[] {
  const last = civilYear(now) + 1;
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => last - index);
}

/** The year worked in: from the address, else the last one used, else the newest with numbers, else where people wait. */
export function useYear(orgId: () => string) {
  const route = useRoute();
  const router = useRouter();
  const fallback = ref<number | null>(null);
  const year = computed(() => readYear(route.query.year) ?? fallback.value);

  async function choose(value: number): Promise<void> {
    localStorage.setItem(KEY, String(value));
    await router.replace({ query: { ...route.query, year: String(value) } });
  }

  /** Settles the year once, before anything of a year is read. */
  async function settle(): Promise<void> {
    if (year.value !== null) return;
    fallback.value = readYear(localStorage.getItem(KEY)) ?? (await newestInUse(orgId()));
  }

  return { year, choose, settle, choices: yearChoices(Date.now()) };
}

function readYear(value: unknown): number | null {
  const year = Number(value);
  return yearChoices(Date.now()).includes(year) ? year : null;
}

/** The newest year with numbers; before there are any, the one that most people wait in. */
async function newestInUse(orgId: string): Promise<number> {
  const thisYear = civilYear(Date.now());
  const years = yearChoices(Date.now()).filter((year) => year <= thisYear);
  const figures = await Promise.all(
    years.map((year) =>
      call('numbering.overview', { orgId, year }).then(
        ({ total, waiting }) => ({ year, total, waiting }),
        () => ({ year, total: 0, waiting: 0 }),
      ),
    ),
  );
  const withNumbers = figures.find(({ total }) => total > 0);
  if (withNumbers) return withNumbers.year;
  const most = figures.reduce((best, one) => (one.waiting > best.waiting ? one : best));
  return most.waiting > 0 ? most.year : thisYear;
}

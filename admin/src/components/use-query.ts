import { useRoute, useRouter } from 'vue-router';

/** Filters live in the address, so that they survive reloads and can be sent to a colleague. */
export function useQuery() {
  const route = useRoute();
  const router = useRouter();

  function text(name: string): string {
    const value = route.query[name];
    return typeof value === 'string' ? value : '';
  }

  /** Sets some entries; empty ones leave the address. `push` makes the change a step to go back. */
  async function set(entries: Record<string, string>, how: 'push' | 'replace' = 'replace') {
    const query = { ...route.query, ...entries };
    for (const [name, value] of Object.entries(query)) if (!value) delete query[name];
    await router[how]({ query });
  }

  return { text, set };
}

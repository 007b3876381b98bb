import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { createOrganizationTree } from '../../admin/src/components/organization-tree/create-organization-tree';
import type { CallAction } from '../../admin/src/service/client';
import { Refusal } from '../../admin/src/service/refusal';
import type { OrganizationNode, Page } from '../../typings/api';
import { stockOf } from '../support/stock';

const node = (id: string, held = 0): OrganizationNode => ({
  id,
  name: id,
  shortName: id,
  code: id,
  type: 'GRASSROOTS_COMMITTEE',
  status: 'ACTIVE',
  hasChildren: true,
  stock: stockOf({ held, free: held }),
});

/** A tree whose levels are answered one by one, by hand. */
function tree() {
  type Waiting = {
    resolve: (page: Page<OrganizationNode>) => void;
    reject: (why: Refusal) => void;
  };
  const waiting: Waiting[] = [];
  const call = ((action) =>
    action === 'organization.get'
      ? Promise.resolve(node('root'))
      : new Promise((resolve, reject) => {
          waiting.push({ resolve, reject });
        })) as CallAction;
  const made = createOrganizationTree(call, { rootId: 'root', year: () => undefined });
  const settled = () => new Promise((go) => setImmediate(go));
  return {
    ...made,
    answer: async (...items: OrganizationNode[]) => {
      await settled();
      waiting.shift()!.resolve({ items, next: null });
      await settled();
    },
    refuse: async (message: string) => {
      await settled();
      waiting.shift()!.reject(new Refusal('BUSY', message));
      await settled();
    },
    seen: () =>
      made.rows.value.map((row) =>
        row.kind === 'node' ? `${row.key} ${row.node.stock?.held ?? ''}`.trim() : row.kind,
      ),
  };
}

describe('a level that is read again after a movement', () => {
  it('shows the old lines until the new ones are there', async () => {
    const { readRoot, reload, answer, seen } = tree();
    void readRoot();
    await answer(node('a', 5), node('b', 7));
    expect(seen()).toEqual(['root', 'a 5', 'b 7']);
    void reload('root');
    expect(seen()).toEqual(['root', 'a 5', 'b 7']);
    await answer(node('a', 4), node('b', 8));
    expect(seen()).toEqual(['root', 'a 4', 'b 8']);
  });

  it('shows no figures that may be wrong now when it could not be read', async () => {
    const { readRoot, reload, answer, refuse, seen } = tree();
    void readRoot();
    await answer(node('a', 5));
    void reload('root');
    await refuse('网络不稳');
    expect(seen()).toEqual(['root', 'problem']);
  });
});

describe('the twist of a line', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000, doNotFake: ['setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps open what the page opened by itself at that moment, and closes it later', async () => {
    const { readRoot, open, toggle, answer, seen } = tree();
    void readRoot();
    await answer(node('a'));
    void open('a');
    await answer(node('a1'));
    jest.setSystemTime(1_000_200);
    toggle('a');
    expect(seen()).toContain('a1 0');
    jest.setSystemTime(1_002_000);
    toggle('a');
    expect(seen()).not.toContain('a1 0');
  });

  it('closes at once what was opened by hand', async () => {
    const { readRoot, toggle, answer, seen } = tree();
    void readRoot();
    await answer(node('a'));
    toggle('a');
    await answer(node('a1'));
    toggle('a');
    expect(seen()).toEqual(['root', 'a 0']);
  });
});

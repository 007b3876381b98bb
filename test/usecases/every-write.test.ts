import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { accountActions } from '../../cloudfunctions/core/usecases/account';
import { numberingActions } from '../../cloudfunctions/core/usecases/numbering';
import { organizationActions } from '../../cloudfunctions/core/usecases/organization';
import { registrationActions } from '../../cloudfunctions/core/usecases/registration';
import { reviewActions } from '../../cloudfunctions/core/usecases/review';
import { rosterActions } from '../../cloudfunctions/core/usecases/roster';

/** Where writes die between any two of their requests: each names its action so. */
const TABLES = [
  'test/support/operations.ts',
  'test/support/movements.ts',
  'test/support/tree-changes.ts',
  'test/usecases/deaths-elsewhere.test.ts',
  'test/usecases/deaths-of-people.test.ts',
  'test/usecases/deaths-of-organizations.test.ts',
];
describe('every action that writes', () => {
  const writes = [
    ...accountActions,
    ...numberingActions,
    ...organizationActions,
    ...registrationActions,
    ...reviewActions,
    ...rosterActions,
  ].flatMap((action) => (action.writes ? action.name : []));
  const texts = TABLES.map((file) => readFileSync(file, 'utf8')).join('\n');
  const named = [...texts.matchAll(/^ {2,4}action: '([a-zA-Z.]+)',$/gm)];
  const tested = new Set(named.map(([, name]) => name));

  it('stands in one of the tables of deaths', () => {
    expect(writes.filter((name) => !tested.has(name))).toEqual([]);
  });
});

import type {
  AccountDocument,
  OrganizationDocument,
} from '../../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../../cloudfunctions/core/ports/secrets';
import { newAccount } from '../../../cloudfunctions/core/usecases/account/new-account';
import { FIRST_DAY, momentOf } from '../calendar';
import type { Plan } from '../plan';
import type { People, Phone } from './people';
import { type Province, ROOT } from './province';

type Planted =
  readonly ['organizations', OrganizationDocument] | readonly ['accounts', AccountDocument];

/**
 * What is there before the first call: the organisations, and an account without any post for each phone that signed in
 * before. The first administrator is made by the deployer's command, not here.
 */
export function* documentsOf(
  plan: Plan,
  province: Province,
  people: People,
  secrets: Secrets,
): Generator<Planted> {
  yield* province.documents();
  for (const { id } of province.orgs) {
    if (id !== ROOT) yield* accountOf(people, people.officer(id), secrets);
  }
  yield* accountOf(people, people.officer(ROOT, true), secrets);
  for (let i = 0; i < plan.members; i++) yield* accountOf(people, people.person(i), secrets);
}

function* accountOf(people: People, who: Phone, secrets: Secrets): Generator<Planted> {
  if (people.isNewPhone(who)) return;
  const at = momentOf(FIRST_DAY, 0) - 30 * 86_400_000;
  const { phone, openid } = who;
  const account = newAccount(secrets, `account-${openid}`, phone, at);
  yield ['accounts', { ...account, openids: [openid], lastSignInAt: at }];
}

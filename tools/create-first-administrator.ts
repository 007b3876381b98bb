import { daysLater, today, yearsLater } from '../cloudfunctions/core/domain/dates';
import { checkIdNumber } from '../cloudfunctions/core/domain/id-number';
import { checkName } from '../cloudfunctions/core/domain/names';
import { isCode, placeUnder, shortNameOf } from '../cloudfunctions/core/domain/organizations';
import { checkPhone } from '../cloudfunctions/core/domain/phone';
import type { Database } from '../cloudfunctions/core/ports/database';
import type { OrganizationDocument, StoredPost } from '../cloudfunctions/core/ports/documents';
import type { Runtime } from '../cloudfunctions/core/ports/runtime';
import type { Secrets } from '../cloudfunctions/core/ports/secrets';
import { accountByPhone } from '../cloudfunctions/core/usecases/account/by-phone';
import { postsInOffice } from '../cloudfunctions/core/usecases/identity';
import { newAccount } from '../cloudfunctions/core/usecases/account/new-account';
import { newOrganization } from '../cloudfunctions/core/usecases/organization/document';
import { sealIdTail } from '../cloudfunctions/core/usecases/personal-hashes';

/** Who becomes the first administrator, and the province should it not be there yet. */
export interface FirstAdministrator {
  phone: string;
  name: string;
  /** 18 characters; its last six are asked for on a new device. */
  idNumber: string;
  provinceCode: string;
  provinceName: string;
}

/** Why there is no first administrator now; Chinese, for whoever runs the command. */
export class FirstAdministratorError extends Error {
  override readonly name = 'FirstAdministratorError';
}

const refuse = (text: string): never => {
  throw new FirstAdministratorError(text);
};

function checked(input: FirstAdministrator, now: number): FirstAdministrator {
  const phone = checkPhone(input.phone);
  const name = checkName(input.name, 'OVERSEAS');
  const idNumber = checkIdNumber('RESIDENT', input.idNumber, today(now));
  if (!phone.ok) return refuse(phone.text);
  if (!name.ok) return refuse(name.text);
  if (!idNumber.ok) return refuse(idNumber.text);
  if (!isCode(input.provinceCode)) return refuse('组织编码只能用数字、字母和短横线，最多32位。');
  return { ...input, phone: phone.value, name: name.value, idNumber: idNumber.value };
}

const rootFrom = ({ provinceCode, provinceName }: FirstAdministrator, now: number) =>
  newOrganization(
    provinceCode,
    { fullName: provinceName, shortName: shortNameOf(provinceName) },
    'PROVINCE',
    placeUnder(null, { id: provinceCode, type: 'PROVINCE' }),
    false,
    now,
  );

/** Far more people than ever hold or held a post at the province. */
const MOST_OFFICERS = 1000;

/**
 * The province that is there already, or null, and whether anybody held a post in it before. Refuses while
 * somebody is in office there: whose posts all ended or sleep can appoint nobody any more, and nobody above can.
 */
async function existingRoot(
  database: Database,
  now: number,
): Promise<{ root: OrganizationDocument | null; hadOfficers: boolean }> {
  const [root] = await database.find('organizations', { parentId: null }, { limit: 1 });
  if (!root) return { root: null, hadOfficers: false };
  const filter = { 'posts.orgId': root._id };
  const officers = await database.find('accounts', filter, { limit: MOST_OFFICERS });
  const inOffice = officers.some((account) =>
    postsInOffice(account, now).some(({ orgId }) => orgId === root._id),
  );
  if (inOffice) return refuse(`${root.fullName}已经有管理员，其他管理员请在管理系统里任命。`);
  return { root, hadOfficers: officers.length > 0 };
}

/**
 * Makes the first administrator: the root organisation when there is none, and an account with a post at
 * it for one year; or another one when every post at the province has ended or sleeps. No function contains
 * this path (design §10). There is a line in 操作日志. Throws a FirstAdministratorError for a wrong input and
 * while somebody is in office at the province. Gives the ids made.
 */
export async function createFirstAdministrator(
  database: Database,
  secrets: Secrets,
  runtime: Runtime,
  input: FirstAdministrator,
): Promise<{ accountId: string; postId: string; orgId: string; isFirst: boolean }> {
  const now = runtime.now();
  const person = checked(input, now);
  const { root, hadOfficers } = await existingRoot(database, now);
  const account =
    (await accountByPhone({ database, secrets }, person.phone)) ??
    newAccount(secrets, runtime.newId(), person.phone, now);
  const day = today(now);
  const orgId = root?._id ?? person.provinceCode;
  const post: StoredPost = {
    id: runtime.newId(),
    orgId,
    orgType: 'PROVINCE',
    role: 'STAFF',
    from: day,
    to: daysLater(yearsLater(day, 1), -1),
  };
  const auditId = runtime.newId();

  await database.transact(async (transaction) => {
    const current = await transaction.get('organizations', orgId);
    // Two runs of the command at once: both write the root, and the later one finds it changed.
    if (current?.updatedAt !== root?.updatedAt) {
      return refuse('刚有人设置了管理员或改动了团省委，请核对后再运行一次。');
    }
    if (current) {
      const updatedAt = Math.max(now, current.updatedAt + 1);
      await transaction.update('organizations', orgId, { updatedAt });
    } else {
      await transaction.create('organizations', rootFrom(person, now));
    }
    const known = await transaction.get('accounts', account._id);
    const changes = {
      name: person.name,
      idTailSealed: sealIdTail(secrets, person.idNumber),
      posts: [...(known?.posts ?? []), post],
    };
    if (known) await transaction.update('accounts', account._id, changes);
    else await transaction.create('accounts', { ...account, ...changes });
    await transaction.create('audit', {
      _id: auditId,
      at: now,
      actor: null,
      post: null,
      what: hadOfficers ? 'APPOINT_AGAIN' : 'APPOINT_FIRST',
      subject: account._id,
    });
  });
  return { accountId: account._id, postId: post.id, orgId, isFirst: !hadOfficers };
}

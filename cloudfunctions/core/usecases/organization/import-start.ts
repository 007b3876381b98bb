import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { DuplicateError } from '../../ports/database';
import type { ImportDocument } from '../../ports/documents';
import { accountOf, command } from '../action';
import { organizationInScope } from '../organization-lookup';
import { statusOf } from './import-session';
import { orgId } from './input';

const MOST_ROWS = 100_000;

/**
 * Opens an import under an organisation; its lines follow in slices. Sent again, gives the same import. Throws
 * NOT_FOUND, FORBIDDEN, CONFLICT (another file under the same operation).
 */
export const importStart = command(
  'organization.importStart',
  z.strictObject({
    rootId: orgId,
    fileName: z.string().trim().min(1).max(120),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/, '文件的校验码不对，请重新选择文件。')
      .optional(),
    total: z
      .int()
      .min(1, '表格里没有组织，请检查后重新上传。')
      .max(MOST_ROWS, `一次最多导入${MOST_ROWS}行，请分成几个表格。`),
  }),
  async (context, { rootId, fileName, total, fingerprint }) => {
    await organizationInScope(context, 'organization.importStart', rootId);
    const session: ImportDocument = {
      _id: context.opKey.slice(0, 22),
      accountId: accountOf(context)._id,
      rootId,
      fileName,
      ...(fingerprint !== undefined && { fingerprint }),
      state: 'RECEIVING',
      total,
      received: 0,
      checked: 0,
      committed: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      problemCount: 0,
      createdAt: context.runtime.now(),
    };
    try {
      await context.database.add('imports', session);
      return statusOf(session);
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
    }
    const earlier = await context.database.get('imports', session._id);
    if (earlier?.rootId === rootId && earlier.fileName === fileName && earlier.total === total) {
      return statusOf(earlier);
    }
    throw new Refusal('CONFLICT', '这次提交的内容与先前同一操作不一致，请重新上传表格。');
  },
);

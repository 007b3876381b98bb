/**
 * A program of its own that raises one counter: `hammer.client.ts ADDRESS TIMES`, half by `inc` and
 * half by transactions that read and write, each run again until it is through.
 */
import wx from 'wx-server-sdk';

const [, , url, times] = process.argv;
Object.assign(process.env, {
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'local-env',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  SILENCE: 'true',
});
wx.init({ env: 'local-env' });
const db = wx.database();

async function raiseInTransaction(): Promise<void> {
  for (;;) {
    const transaction = await db.startTransaction();
    try {
      const hot = transaction.collection('counters').doc('hot');
      const { data } = (await hot.get()) as { data: { n: number } };
      await hot.update({ data: { n: data.n + 1 } });
      await transaction.commit();
      return;
    } catch (error) {
      if (!String((error as Error).message).includes('TransactionConflict')) throw error;
    }
  }
}

async function raise(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    if (i % 2 === 0)
      await db
        .collection('counters')
        .doc('hot')
        .update({ data: { n: db.command.inc(1) } });
    else await raiseInTransaction();
  }
}

const share = Number(times) / 4;
await Promise.all([raise(share), raise(share), raise(share), raise(share)]);

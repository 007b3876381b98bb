import { escapeHtml, page } from './layout';

/** A step of the guided tour: who does what where. */
interface PracticeStep {
  who: string;
  what: string;
  where: { href: string; word: string };
}

const CONSOLE = { href: '/console/', word: '综合管理系统' };
const PHONES = { href: '/phone/', word: '小程序' };

/** The guide's own example, as the documents of the project tell it row by row (domain.md §8). */
const STEPS: readonly PracticeStep[] = [
  {
    who: '高远 · 团省委',
    what: '团员编号分配：点“确定”，新增编号区间范围 202000012000 到 202000012999。',
    where: CONSOLE,
  },
  { who: '高远 · 团省委', what: '分配：给 0604团委 200 个。', where: CONSOLE },
  {
    who: '郑帆 · 0604团委',
    what: '分配：给 0604团总支 100 个，其余留在团委统筹使用。',
    where: CONSOLE,
  },
  {
    who: '林书 · 0604团总支',
    what: '分配：点“平均”，五个团支部各 20 个；看清两边前后的变化再提交。',
    where: CONSOLE,
  },
  {
    who: '郑帆 · 0604团委',
    what: '团员报到审核：通过 陈甲，编号来自本支部：202000012020，还剩 19 个名额。',
    where: CONSOLE,
  },
  {
    who: '新手机',
    what: '报到：登录，选 0604团支部（2）1，填资料，提交；再用苏晓、林书的手机依次通过。',
    where: PHONES,
  },
  {
    who: '林书 · 0604团总支',
    what: '回收：先收回团支部（5）的 20 个，再收回团支部（2）1 没有用完的编号。',
    where: CONSOLE,
  },
  {
    who: '郑帆 · 0604团委',
    what: '再通过一位团支部（2）1 的团员：系统说明名额已用完、谁还有编号、下一步做什么。',
    where: CONSOLE,
  },
  {
    who: '高远 · 团省委',
    what: '编号查询：输入 202000012020，看它的一生；编号对账：看账实是否相符。',
    where: CONSOLE,
  },
];

const line = ({ who, what, where }: PracticeStep, index: number): string =>
  `<li><label class="row"><span class="tick"><input type="checkbox" data-step="${index}">${index + 1}</span>
<span class="what"><strong>${escapeHtml(who)}</strong><br>${escapeHtml(what)}</span>
<a href="${where.href}" target="_blank">${escapeHtml(where.word)}</a></label></li>`;

const HEAD = `<style>
.tick { display: flex; gap: 8px; align-items: baseline; }
.row .what { flex: 1; text-align: left; color: inherit; font-size: 16px; }
.row a { white-space: nowrap; }
button { padding: 10px 20px; border: 0; border-radius: 8px; background: #c8161e; color: #fff; font: inherit; cursor: pointer; }
button:disabled { opacity: .6; cursor: default; }
[role=status] { min-height: 26px; margin-top: 12px; }
</style>`;

/** Ticks stay in this browser; after a reset the page waits until the system is ready again. */
const SCRIPT = `<script>
const boxes = [...document.querySelectorAll('input')];
const KEY = 'practice.done';
const done = new Set(JSON.parse(localStorage.getItem(KEY) || '[]'));
const save = () => localStorage.setItem(KEY, JSON.stringify([...done]));
for (const box of boxes) {
  box.checked = done.has(box.dataset.step);
  box.onchange = () => { done[box.checked ? 'add' : 'delete'](box.dataset.step); save(); };
}
const button = document.querySelector('button');
const told = document.querySelector('[role=status]');
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
button.onclick = async () => {
  if (!confirm('将清空本机的全部练习数据，恢复成最初的示例组织，确定吗？')) return;
  button.disabled = true;
  told.textContent = '正在恢复，约需十几秒……';
  try {
    const answer = await fetch('/practice/reset', { method: 'POST', headers: { 'x-practice': 'reset' } });
    if (!answer.ok) throw new Error();
    await pause(1500);
    while (!(await fetch('/healthz').then((health) => health.ok, () => false))) await pause(500);
    for (const box of boxes) box.checked = false;
    done.clear();
    save();
    localStorage.removeItem('desk.tour');
    told.textContent = '已恢复成最初的样子，请重新登录，从第 1 步开始。';
  } catch {
    told.textContent = '没有恢复成功，请在终端里停止系统，用 npm start -- --fresh 重新开始。';
  }
  button.disabled = false;
};
</script>`;

/** The page at \`/practice\`: the guide's example as a tour, and the way back to its beginning. */
export function practicePage(): string {
  return page(
    '练习',
    `<h1>练习</h1>
<p>照着操作指南的例子走一遍，错了也不要紧：这里的组织和人都是示例，随时可以恢复成最初的样子。做完一步打一个勾。<a href="/">返回</a></p>
<p><a href="/console/#/?tour=1" target="_blank">先在综合管理系统里看一遍操作引导</a>，一分钟，登录后自动开始。</p>
<ol class="list">${STEPS.map(line).join('')}</ol>
<h2>从头再来</h2>
<button type="button">恢复成最初的样子</button>
<p role="status"></p>
${SCRIPT}`,
    HEAD,
  );
}

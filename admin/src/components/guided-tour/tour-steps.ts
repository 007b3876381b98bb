import type { OrganizationType } from '../../../../typings/api';

/** One stop of the guided tour. */
export interface TourStep {
  title: string;
  text: string;
  /** Name of the page on which it is told. */
  page: string;
  /** What is pointed at: a `data-tour` mark; told in the middle of the screen where that is not there. */
  mark: string | null;
  /** On which side of it; below, in the middle, where nothing is said. */
  placement?: 'bottom-end' | 'right-start';
}

const START: TourStep = {
  title: '编号从哪里来，到哪里去',
  text: '用一分钟看一遍：定范围、分配、审核、查询、回收。只看不办，不会改动任何编号。按 → 看下一步，按 ← 回上一步，按 Esc 结束。',
  page: 'numbers',
  mark: null,
};
const DEFINE: TourStep = {
  title: '第一步：新增编号区间范围',
  text: '团省委把全国下达的起止编号填在这里，起止都包含在内，确定前看得到新增前后的样子。一年可以有几段。',
  page: 'numbers',
  mark: 'define',
  placement: 'bottom-end',
};
const TREE: TourStep = {
  title: '选组织',
  text: '左边是本级和下级组织，条子画出用了多少。可以用名称、拼音首字母或编码查找，也可以用方向键上下移动、左右收起展开。',
  page: 'numbers',
  mark: 'tree',
  placement: 'right-start',
};
const ALLOCATE: TourStep = {
  title: '分配：逐级往下',
  text: '点“分配”给直属下级填个数，可以平均、按等待人数，也可以从表格粘贴。编号从小到大发出；提交前看得到每个组织的区间。',
  page: 'numbers',
  mark: 'allocate',
  placement: 'bottom-end',
};
const STOCK: TourStep = {
  title: '本级的编号',
  text: '这里看得到本级有多少编号、用了多少。不够时点“申请补充”；用不完点“交还”，交还给直属上级。本支部没有分到编号时，用所属团委的。',
  page: 'numbers',
  mark: 'holding',
};
const REVIEW: TourStep = {
  title: '审核：通过就有编号',
  text: '团支部、团总支、团委依次审核。点一个人看资料和预检；可以勾选多人一起通过。团委通过的那一刻，系统取最小的一个编号发给本人，终身不变。',
  page: 'reviews',
  mark: 'reviews',
};
const TRACE: TourStep = {
  title: '查询：一个编号的一生',
  text: '输入任意 12 位编号，看它现在归谁、怎样一级一级到那里、有没有更正过。也可以一次粘贴很多个。',
  page: 'trace',
  mark: 'trace',
};
const RECLAIM: TourStep = {
  title: '回收：逐级往上',
  text: '点下级那一行的“回收”，没有用掉的编号从大到小收回本级；已经发给团员的收不回来。24 小时内、编号没有再动过，可以撤销。',
  page: 'numbers',
  mark: 'rows',
};
const END: TourStep = {
  title: '看完了',
  text: '想再看一遍，点右上角姓名里的“操作引导”。下面就可以办理了。',
  page: 'numbers',
  mark: 'me',
  placement: 'bottom-end',
};

/** The stops for whoever is in office at an organisation of this type: only what can be done there. */
export function tourSteps(type: OrganizationType): TourStep[] {
  if (type === 'BRANCH') return [START, STOCK, REVIEW, TRACE, END];
  return [
    START,
    ...(type === 'PROVINCE' ? [DEFINE] : []),
    TREE,
    ALLOCATE,
    REVIEW,
    TRACE,
    RECLAIM,
    END,
  ];
}

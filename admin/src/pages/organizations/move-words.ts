import type { MovePreview } from '../../../../typings/api';
import { countOfAll, intervalsText } from '../../format/numbers';

/** What a move takes along and what it changes above, a sentence each. */
export function moveWords(preview: MovePreview): string[] {
  const { organization, parent, descendants, numbers, years, leaving, entering } = preview;
  const below = descendants > 0 ? `连同下级 ${descendants} 个组织` : '（没有下级组织）';
  const held = years.filter(({ intervals }) => intervals.length > 0);
  const names = (refs: typeof leaving) => refs.map(({ name }) => name).join('、');
  return [
    `将把 ${organization.name}${below} 移到 ${parent.name} 之下。`,
    numbers > 0
      ? `带走编号 ${numbers} 个：${held
          .map(
            ({ year, intervals }) =>
              `${year}年 ${countOfAll(intervals)} 个（${intervalsText(intervals)}）`,
          )
          .join('；')}。`
      : '没有编号要带走。',
    ...(numbers > 0 && leaving.length > 0
      ? [`${names(leaving)} 的编号总数减少 ${numbers} 个。`]
      : []),
    ...(numbers > 0 && entering.length > 0
      ? [`${names(entering)} 的编号总数增加 ${numbers} 个。`]
      : []),
    '团员已有的编号不变；正在办理的报到以后由新的上级审核。',
  ];
}

import { LineChart } from 'echarts/charts';
import { MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import type { Dashboard } from '../../../../typings/api';
import { chartStyle, token } from '../../components/chart/chart';
import type { ChartOption } from '../../components/chart/chart';
import { dayAt, daysFrom, dayWords, usageLine } from './pace';

use([LineChart, MarkLineComponent]);

/** In days. */
const WIDEST_WITH_WORDS = 500;

/** Used numbers against the straight line that would use all of them by the middle of December. */
export function drawUsage(board: Dashboard, today: string): ChartOption {
  const { year, held, dates } = board;
  const points = usageLine(board, today);
  const first = points[0]!.day;
  const last = today > dates.lastDay ? today : dates.lastDay;
  // Over several years the two dates fall together: then only their lines are drawn.
  const showsWords = daysFrom(first, last) < WIDEST_WITH_WORDS;
  const style = chartStyle();
  const mark = (day: string, word: string, align: 'left' | 'right') => ({
    xAxis: dayAt(day),
    label: { show: showsWords, formatter: word, position: 'end', align, ...style.text },
  });
  return {
    animation: false,
    useUTC: true,
    grid: style.grid(28),
    tooltip: {
      ...style.tooltip,
      formatter: (given: unknown) => {
        const [shown] = given as Array<{ value: [number, number] }>;
        const day = new Date(shown!.value[0]).toISOString().slice(0, 10);
        return `${dayWords(day, year)}　${Math.round(shown!.value[1])} 个`;
      },
    },
    xAxis: {
      ...style.xAxis,
      type: 'time',
      min: dayAt(first),
      max: dayAt(last),
      axisLabel: {
        ...style.text,
        hideOverlap: true,
        formatter: (at: number) => {
          const date = new Date(at);
          const month = date.getUTCMonth() + 1;
          return month === 1 && date.getUTCFullYear() !== year
            ? `${date.getUTCFullYear()}年`
            : `${month}月`;
        },
      },
    },
    yAxis: style.yAxis,
    series: [
      {
        type: 'line',
        data: points.map(({ day, used }) => [dayAt(day), used]),
        lineStyle: { color: token('--d-used'), width: 3 },
        itemStyle: { color: token('--d-used') },
        symbol: (_: unknown, { dataIndex }: { dataIndex: number }) =>
          dataIndex === points.length - 1 ? 'circle' : 'none',
        symbolSize: 9,
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: token('--c-text-4'), type: 'dashed' },
          data: [
            mark(dates.firstDistribution, '首批分配', 'left'),
            mark(dates.useUp, '全部使用', 'right'),
          ],
        },
      },
      {
        type: 'line',
        data: [
          [dayAt(`${year}-01-01`), 0],
          [dayAt(dates.useUp), held],
        ],
        symbol: 'none',
        silent: true,
        lineStyle: { color: token('--d-down'), width: 2, type: 'dashed' },
        tooltip: { show: false },
      },
    ],
  };
}

import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Dashboard } from '../../../../typings/api';
import { dayAt, daysFrom, dayWords, usageLine } from './pace';

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** In days. */
const WIDEST_WITH_WORDS = 500;

/** Colours come from the page's tokens, so that dark and light need no second set here. */
const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Used numbers against the straight line that would use all of them by the middle of December. */
function optionOf(board: Dashboard, today: string) {
  const { year, held, dates } = board;
  const points = usageLine(board, today);
  const first = points[0]!.day;
  const last = today > dates.lastDay ? today : dates.lastDay;
  // Over several years the two dates fall together: then only their lines are drawn.
  const showsWords = daysFrom(first, last) < WIDEST_WITH_WORDS;
  const text = { color: token('--c-text-3'), fontSize: 12 };
  const mark = (day: string, word: string, align: 'left' | 'right') => ({
    xAxis: dayAt(day),
    label: { show: showsWords, formatter: word, position: 'end' as const, align, ...text },
  });
  return {
    animation: false,
    useUTC: true,
    grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      backgroundColor: token('--c-surface'),
      borderColor: token('--c-line-strong'),
      textStyle: { color: token('--c-text'), fontSize: 13 },
      formatter: (given: unknown) => {
        const [shown] = given as Array<{ value: [number, number] }>;
        const day = new Date(shown!.value[0]).toISOString().slice(0, 10);
        return `${dayWords(day, year)}　${Math.round(shown!.value[1])} 个`;
      },
    },
    xAxis: {
      type: 'time' as const,
      min: dayAt(first),
      max: dayAt(last),
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (at: number) => {
          const date = new Date(at);
          const month = date.getUTCMonth() + 1;
          return month === 1 && date.getUTCFullYear() !== year
            ? `${date.getUTCFullYear()}年`
            : `${month}月`;
        },
      },
      axisLine: { lineStyle: { color: token('--c-line-strong') } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      minInterval: 1,
      splitNumber: 4,
      axisLabel: text,
      splitLine: { lineStyle: { color: token('--c-line') } },
    },
    series: [
      {
        type: 'line' as const,
        data: points.map(({ day, used }) => [dayAt(day), used]),
        lineStyle: { color: token('--d-used'), width: 3 },
        itemStyle: { color: token('--d-used') },
        symbol: (_: unknown, { dataIndex }: { dataIndex: number }) =>
          dataIndex === points.length - 1 ? 'circle' : 'none',
        symbolSize: 9,
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: token('--c-text-4'), type: 'dashed' as const },
          data: [
            mark(dates.firstDistribution, '首批分配', 'left'),
            mark(dates.useUp, '全部使用', 'right'),
          ],
        },
      },
      {
        type: 'line' as const,
        data: [
          [dayAt(`${year}-01-01`), 0],
          [dayAt(dates.useUp), held],
        ],
        symbol: 'none',
        silent: true,
        lineStyle: { color: token('--d-down'), width: 2, type: 'dashed' as const },
        tooltip: { show: false },
      },
    ],
  };
}

export interface UsageChart {
  show: (board: Dashboard, today: string) => void;
  fit: () => void;
  close: () => void;
}

/** Draws into an element that has a size. */
export function usageChart(element: HTMLElement): UsageChart {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    show: (board, today) => chart.setOption(optionOf(board, today), true),
    fit: () => chart.resize(),
    close: () => chart.dispose(),
  };
}

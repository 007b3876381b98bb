import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([GridComponent, TooltipComponent, SVGRenderer]);

export type ChartOption = EChartsCoreOption;

export interface Chart {
  show: (option: ChartOption) => void;
  fit: () => void;
  close: () => void;
}

/** Draws into an element that has a size. */
export function chartIn(element: HTMLElement): Chart {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    show: (option) => chart.setOption(option, true),
    fit: () => chart.resize(),
    close: () => chart.dispose(),
  };
}

/** Colours come from the page's tokens, so that dark and light need no second set here. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What all charts look like: quiet axes, counts upwards, a note at the pointer. Tokens are read anew each time. */
export function chartStyle() {
  const text = { color: token('--c-text-3'), fontSize: 12 };
  return {
    text,
    grid: (top: number) => ({ left: 8, right: 16, top, bottom: 4, containLabel: true }),
    tooltip: {
      trigger: 'axis' as const,
      backgroundColor: token('--c-surface'),
      borderColor: token('--c-line-strong'),
      textStyle: { color: token('--c-text'), fontSize: 13 },
    },
    xAxis: {
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
  };
}

import { BarChart } from 'echarts/charts';
import { use } from 'echarts/core';
import type { SystemMetrics } from '../../../../typings/api';
import { chartStyle, token } from '../../components/chart/chart';
import type { ChartOption } from '../../components/chart/chart';
import { timeWords } from './figures';

use([BarChart]);

type Hours = SystemMetrics['hours'];

/** Calls by hour of the day, those that could not be done on top. */
export function drawHours(hours: Hours): ChartOption {
  const byHour = new Map(hours.map((one) => [one.hour, one]));
  const all = Array.from({ length: 24 }, (_, hour) => byHour.get(hour));
  const style = chartStyle();
  const bars = (name: string, colour: string, value: (one: Hours[number]) => number) => ({
    name,
    type: 'bar',
    stack: 'calls',
    barMaxWidth: 24,
    itemStyle: { color: token(colour) },
    data: all.map((one) => (one ? value(one) : 0)),
  });
  return {
    animation: false,
    grid: style.grid(16),
    tooltip: {
      ...style.tooltip,
      formatter: (given: unknown) => {
        const [shown] = given as Array<{ dataIndex: number }>;
        const one = all[shown!.dataIndex];
        if (!one) return `${shown!.dataIndex} 点　没有办理`;
        const failed = one.failed > 0 ? `，没有办成 ${one.failed} 次` : '';
        return `${one.hour} 点　${one.calls} 次${failed}　95% 在 ${timeWords(one.p95)}内`;
      },
    },
    xAxis: {
      ...style.xAxis,
      type: 'category',
      data: all.map((_, hour) => `${hour}点`),
      axisLabel: { ...style.text, interval: 2 },
    },
    yAxis: style.yAxis,
    series: [
      bars('办成和按规则拒绝', '--d-used', ({ calls, failed }) => calls - failed),
      bars('没有办成', '--c-warn-icon', ({ failed }) => failed),
    ],
  };
}

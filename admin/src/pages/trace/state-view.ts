import { CircleCheck, CircleClose, Clock, QuestionFilled, Tickets } from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { NumberState } from '../../../../typings/api';

export interface StateView {
  word: string;
  icon: Component;
  tone: 'ok' | 'warn' | 'bad' | 'info' | 'mute';
}

export const STATE_VIEWS: Record<NumberState, StateView> = {
  FREE: { word: '未使用', icon: Tickets, tone: 'info' },
  ASSIGNED: { word: '已使用', icon: CircleCheck, tone: 'ok' },
  VOID: { word: '作废', icon: CircleClose, tone: 'mute' },
  EXPIRED: { word: '已过期', icon: Clock, tone: 'mute' },
  EXTERNAL: { word: '沿用的原编号', icon: CircleCheck, tone: 'ok' },
  UNKNOWN: { word: '没有查到', icon: QuestionFilled, tone: 'warn' },
  UNREADABLE: { word: '不是编号', icon: CircleClose, tone: 'bad' },
};

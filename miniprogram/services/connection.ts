import { createStore } from './store';

export const OFFLINE_TEXT = '没有网络，填好的内容留在手机上';

const state = { online: true, trouble: null as string | null };

/** What is to be told about the network at the top of every page; empty when all is well. */
export const connection = createStore('');

function tell(): void {
  const text = state.online ? (state.trouble ?? '') : OFFLINE_TEXT;
  if (text !== connection.get()) connection.set(text);
}

export const isOnline = (): boolean => state.online;

export function setOnline(online: boolean): void {
  state.online = online;
  tell();
}

export function setTrouble(trouble: string | null): void {
  state.trouble = trouble;
  tell();
}

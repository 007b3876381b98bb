/** Listener of an event between two pages. */
export type ChannelListener = (...values: unknown[]) => void;

/** Lets a page and the one it opened talk to each other, as wx.navigateTo gives it. */
export class EventChannel {
  private readonly listeners = new Map<string, ChannelListener[]>();

  on(event: string, listener: ChannelListener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  once(event: string, listener: ChannelListener): void {
    const first: ChannelListener = (...values) => {
      this.off(event, first);
      listener(...values);
    };
    this.on(event, first);
  }

  /** Without `listener` all of the event. */
  off(event: string, listener?: ChannelListener): void {
    const left = (this.listeners.get(event) ?? []).filter((one) => listener && one !== listener);
    this.listeners.set(event, left);
  }

  emit(event: string, ...values: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...values);
  }
}

/** One of a few lists that share a page. */
export interface Tab {
  name: string;
  title: string;
}

/** Which list is shown, and a tap to another one. Event: `change` {name}, never for the one that is shown. */
Component({
  properties: {
    tabs: { type: Array, value: [] as Tab[] },
    /** Name of the one that is shown. */
    active: { type: String, value: '' },
  },
  methods: {
    onTab(event: WechatMiniprogram.TouchEvent) {
      const name = String(event.currentTarget.dataset.name);
      if (name !== this.data.active) this.triggerEvent('change', { name });
    },
  },
});

/** Asks before something that cannot simply be undone; true when confirmed. */
export function confirm(question: {
  title: string;
  text: string;
  yes: string;
  no?: string;
}): Promise<boolean> {
  return new Promise((resolve) => {
    wx.showModal({
      title: question.title,
      content: question.text,
      confirmText: question.yes,
      cancelText: question.no ?? '取消',
      success: ({ confirm: yes }) => resolve(yes),
      fail: () => resolve(false),
    });
  });
}

/** Lets the reader choose one of up to six things; its place, or null when none was chosen. */
export function choose(items: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    wx.showActionSheet({
      itemList: items,
      success: ({ tapIndex }) => resolve(tapIndex),
      fail: () => resolve(null),
    });
  });
}

/** A short word about something that went well; never for errors. */
export function toast(text: string): void {
  wx.showToast({ title: text, icon: 'none' });
}

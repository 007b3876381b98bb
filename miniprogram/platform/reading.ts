/** How large the reader wants text: WeChat's own setting, capped so that rows still fit (mockups/README.md). */
const LARGEST = 1.4;
const STANDARD_PX = 16;

export interface Reading {
  /** For page-meta: everything sized in rem follows it. */
  rootFontSize: string;
  /** Labels go above their values from here on. */
  large: boolean;
}

function scaleFactor(): number {
  if (!wx.canIUse('getAppBaseInfo')) return 1;
  const { fontSizeScaleFactor = 1 } = wx.getAppBaseInfo() as { fontSizeScaleFactor?: number };
  return Math.min(LARGEST, Math.max(1, fontSizeScaleFactor));
}

export function readingSettings(): Reading {
  const scale = scaleFactor();
  return { rootFontSize: `${Math.round(STANDARD_PX * scale * 100) / 100}px`, large: scale > 1.2 };
}

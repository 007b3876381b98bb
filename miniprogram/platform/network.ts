/** Tells whether there is a network, now and whenever that changes. */
export function watchNetwork(listener: (isConnected: boolean) => void): void {
  wx.getNetworkType({ success: ({ networkType }) => listener(networkType !== 'none') });
  wx.onNetworkStatusChange(({ isConnected }) => listener(isConnected));
}

/** Where to go after signing in: only an address of this console is followed. */
export const ownAddress = (to: unknown): string =>
  typeof to === 'string' && to.startsWith('/') && !to.startsWith('//') ? to : '/';

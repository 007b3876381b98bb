/** Groups of an IPv6 address that are one customer's network. */
const NETWORK_GROUPS = 3;

/** IPv4 inside IPv6, as proxies write it, is IPv4. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** The eight groups of an IPv6 address, `::` written out; null for anything else. */
function groupsOf(address: string): string[] | null {
  const [head = '', tail, ...more] = address.toLowerCase().split('::');
  if (!address.includes(':') || more.length > 0) return null;
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...after];
  return groups.length === 8 ? groups.map((group) => group.replace(/^0+(?=.)/, '')) : null;
}

/** What is the same for everybody in one network: three numbers of IPv4, 48 bits of IPv6; null when unreadable. */
function networkOf(address: string): string | null {
  const text = plain(address);
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text.split('.').slice(0, 3).join('.');
  return groupsOf(text)?.slice(0, NETWORK_GROUPS).join(':') ?? null;
}

/** Whether two addresses lie in one network; null when that cannot be known: one unreadable, or of two kinds. */
export function sameNetwork(a: string, b: string): boolean | null {
  const [one, other] = [networkOf(a), networkOf(b)];
  if (one === null || other === null || one.includes(':') !== other.includes(':')) return null;
  return one === other;
}

/** An address as it is shown: 117.136.*.* */
export function maskAddress(address: string): string {
  const text = plain(address);
  const network = networkOf(text);
  if (network === null) return '未知地址';
  return network.includes(':')
    ? `${network.split(':').slice(0, 2).join(':')}:*`
    : `${network.split('.').slice(0, 2).join('.')}.*.*`;
}

import type { PhonePerson } from '../../server/people';
import { make } from '../dom';
import type { PhoneSettings } from '../settings';
import { createInbox } from './inbox';

/** Steps of WeChat's font size. */
const FONTS: ReadonlyArray<readonly [scale: number, name: string]> = [
  [1, '标准'],
  [1.1, '大 1.1'],
  [1.2, '较大 1.2'],
  [1.3, '很大 1.3'],
  [1.4, '关怀 1.4'],
];

const THEMES = [
  ['light', '浅色'],
  ['dark', '深色'],
] as const;

const NETWORKS = [
  ['wifi', '正常'],
  ['weak', '弱（慢 3 秒）'],
  ['none', '断开'],
] as const;

const NEW_PHONE = 'new';

/** One phone on the desk. */
export interface PhoneFrame {
  element: HTMLElement;
  readonly openid: string;
}

/** What the desk hears of a phone. */
export interface FrameEvents {
  /** Somebody else holds it now. */
  changed(): void;
  removed(frame: PhoneFrame): void;
}

/** A WeChat identity that nobody has used yet. */
const freshOpenid = (): string => `new-${Date.now().toString(36)}`;

function choice(
  name: string,
  options: ReadonlyArray<readonly [value: string | number, label: string]>,
  chosen: (value: string) => void,
): HTMLElement {
  const select = make(
    'select',
    { 'aria-label': name },
    ...options.map(([value, label]) => make('option', { value: String(value) }, label)),
  );
  select.addEventListener('change', () => chosen(select.value));
  return make('label', {}, name, select);
}

function personChoice(people: readonly PhonePerson[], openid: string): HTMLSelectElement {
  const option = (value: string, label: string): HTMLElement => make('option', { value }, label);
  const select = make(
    'select',
    { 'aria-label': '谁的手机' },
    ...people.map(({ openid: value, name, office }) => option(value, `${name} · ${office}`)),
    option(NEW_PHONE, '新手机（从未登录过）'),
  );
  if (!people.some((person) => person.openid === openid)) {
    select.append(option(openid, '新手机'));
  }
  select.value = openid;
  return select;
}

/** Puts up a phone that belongs to `openid`; null is a new one. */
export function createPhoneFrame(
  people: readonly PhonePerson[],
  given: string | null,
  events: FrameEvents,
): PhoneFrame {
  let openid = given ?? freshOpenid();
  const settings: Omit<PhoneSettings, 'openid'> = { fontScale: 1, theme: 'light', network: 'wifi' };
  const view = make('iframe', { title: '手机' });
  const inbox = createInbox();
  const select = personChoice(people, openid);

  const load = (): void => {
    const person = people.find((one) => one.openid === openid);
    const { fontScale, theme, network } = settings;
    const query = new URLSearchParams({ as: openid, font: String(fontScale), theme, network });
    view.src = `/phone/app?${query.toString()}`;
    view.title = person ? `${person.name}的手机` : '新手机';
    const note = person
      ? `登录用手机号 ${person.phone}；如要求证件号后六位：${person.idTail}`
      : '用任意手机号登录，验证码会出现在这里';
    inbox.follow(person?.phone, note);
  };
  const apply = (changes: Partial<typeof settings>): void => {
    Object.assign(settings, changes);
    view.contentWindow?.postMessage({ type: 'phone-settings', settings: changes }, location.origin);
  };
  select.addEventListener('change', () => {
    openid = select.value === NEW_PHONE ? freshOpenid() : select.value;
    load();
    events.changed();
  });

  const reload = make('button', { type: 'button', title: '重新打开小程序' }, '重开');
  reload.addEventListener('click', load);
  const remove = make('button', { type: 'button', 'aria-label': '收起这部手机' }, '✕');
  const fontSize = choice('字号', FONTS, (value) => {
    apply({ fontScale: Number(value) });
    // WeChat starts a mini-program again after a change of the font size.
    load();
  });
  const element = make(
    'section',
    { class: 'phone' },
    make('div', { class: 'person' }, select, reload, remove),
    make(
      'div',
      { class: 'settings' },
      fontSize,
      choice('外观', THEMES, (theme) => apply({ theme: theme as PhoneSettings['theme'] })),
      choice('网络', NETWORKS, (network) =>
        apply({ network: network as PhoneSettings['network'] }),
      ),
    ),
    make('div', { class: 'frame' }, view),
    inbox.element,
  );
  const frame: PhoneFrame = {
    element,
    get openid() {
      return openid;
    },
  };
  remove.addEventListener('click', () => {
    inbox.close();
    element.remove();
    events.removed(frame);
  });
  load();
  return frame;
}

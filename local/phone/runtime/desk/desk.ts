import type { PhonePerson } from '../../server/people';
import { make } from '../dom';
import style from './desk.css';
import { createPhoneFrame } from './phone-frame';
import type { PhoneFrame } from './phone-frame';

/** The people whose phones are open stand in the address, so that the desk looks the same after a reload. */
const openAtStart = (): string[] =>
  location.hash.slice(1).split(',').filter(Boolean).map(decodeURIComponent);

async function start(): Promise<void> {
  document.head.append(make('style', {}, style));
  const people = (await (await fetch('/phone/people.json')).json()) as PhonePerson[];
  let frames: PhoneFrame[] = [];
  const row = make('main');

  const note = (): void => {
    const open = frames.map(({ openid }) => encodeURIComponent(openid)).join(',');
    history.replaceState(null, '', `#${open}`);
  };
  const add = (openid: string | null): void => {
    const frame = createPhoneFrame(people, openid, {
      changed: note,
      removed(gone) {
        frames = frames.filter((one) => one !== gone);
        note();
      },
    });
    frames.push(frame);
    row.append(frame.element);
    note();
  };
  const nextPerson = (): string | null =>
    people.find(({ openid }) => !frames.some((frame) => frame.openid === openid))?.openid ?? null;

  const more = make('button', { type: 'button', class: 'main' }, '再放一部手机');
  more.addEventListener('click', () => add(nextPerson()));
  const advice = make(
    'p',
    {},
    '选择谁的手机，在小程序里点“获取验证码”，验证码会出现在手机下方和',
    make('a', { href: '/sms', target: '_blank' }, '短信收件箱'),
    '。',
  );
  document.body.append(
    make(
      'header',
      {},
      make('h1', {}, '小程序'),
      advice,
      more,
      make('a', { href: '/' }, '返回首页'),
    ),
    row,
  );
  const open = openAtStart();
  if (open.length === 0) add(nextPerson());
  open.forEach(add);
}

void start();

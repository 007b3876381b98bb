import { existsSync, readFileSync } from 'node:fs';
import { toBuffer } from 'qrcode';
import type { MessageInbox } from './messages';

/** WeChat's refusal, as its JSON says it. */
export class WxRefusal extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(`${errcode} ${errmsg}`);
  }
}

/** What came of a call: JSON of WeChat's own, or a picture. */
export type WxAnswer = { json: Record<string, unknown> } | { contentType: string; bytes: Buffer };

type Parameters = Record<string, unknown>;

/** Answers one of WeChat's interfaces; throws a WxRefusal. */
export type WxCall = (parameters: Parameters) => WxAnswer | Promise<WxAnswer>;

const text = (parameters: Parameters, name: string): string =>
  typeof parameters[name] === 'string' ? parameters[name] : '';

/** Codes of the local phones carry the number: `phone:<11 digits>:<nonce>`. Each works once. */
function getPhoneNumber(used: Set<string>): WxCall {
  return (parameters) => {
    const code = text(parameters, 'code');
    const number = /^phone:(1\d{10}):./.exec(code)?.[1];
    if (number === undefined || used.has(code)) throw new WxRefusal(40029, 'invalid code');
    used.add(code);
    const watermark = { timestamp: Math.floor(Date.now() / 1000), appid: 'wx0000000000000000' };
    return {
      json: {
        phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark },
      },
    };
  };
}

/** What the kinds of template fields take; kinds that are not here take any text. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  phrase: /^\p{Script=Han}{1,5}$/u,
  name: /^.{1,10}$/su,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{2}:\d{2}$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( \d{2}:\d{2})?$/,
};

function send(inbox: MessageInbox): WxCall {
  return (parameters) => {
    const openid = text(parameters, 'touser');
    const templateId = text(parameters, 'template_id');
    if (openid === '') throw new WxRefusal(40003, 'invalid openid');
    if (templateId === '') throw new WxRefusal(40037, 'invalid template_id');
    const fields = Object.entries((parameters.data ?? {}) as Record<string, { value?: unknown }>);
    const data = fields.map(([field, { value }]) => {
      const isFit = FIELDS[field.replace(/\d+$/, '')]?.test(String(value)) ?? true;
      if (typeof value !== 'string' || value === '' || !isFit) {
        throw new WxRefusal(47003, `argument invalid! data.${field}.value invalid`);
      }
      return [field, value] as const;
    });
    if (data.length === 0) throw new WxRefusal(47003, 'argument invalid! data is empty');
    if (inbox.refusing.has(openid)) throw new WxRefusal(43101, 'user refuse to accept the msg');
    const page = text(parameters, 'page');
    inbox.receive({ openid, templateId, page, data: Object.fromEntries(data) });
    return { json: {} };
  };
}

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const APP = 'miniprogram/app.json';

/** Pages that have been published: here, those of the mini-program's source. */
function publishedPages(): Set<string> {
  if (!existsSync(APP)) return new Set();
  const app = JSON.parse(readFileSync(APP, 'utf8')) as {
    pages: string[];
    subPackages?: Array<{ root: string; pages: string[] }>;
    subpackages?: Array<{ root: string; pages: string[] }>;
  };
  const packages = app.subPackages ?? app.subpackages ?? [];
  const below = packages.flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
  );
  return new Set([...app.pages, ...below]);
}

/** Lines as they are: to try every filter of PNG on each takes longer than a call may, and saves nothing here. */
const PLAIN_LINES = { filterType: 0, deflateStrategy: 0 };

/** A QR code whose text the scanner of the local phones takes for a mini-program code. */
const getUnlimited: WxCall = async (parameters) => {
  const [page, scene] = [text(parameters, 'page'), text(parameters, 'scene')];
  if (!SCENE.test(scene)) throw new WxRefusal(40169, 'invalid length for scene');
  if (parameters.check_path !== false && !publishedPages().has(page)) {
    throw new WxRefusal(41030, 'invalid page');
  }
  const width = Number(parameters.width ?? 430);
  const bytes = await toBuffer(`${page}?scene=${encodeURIComponent(scene)}`, {
    width,
    margin: 2,
    rendererOpts: PLAIN_LINES,
  });
  return { contentType: 'image/png', bytes };
};

/** The interfaces of WeChat that are offered, by name. */
export const wxCalls = (inbox: MessageInbox): Readonly<Record<string, WxCall>> => ({
  'phonenumber.getPhoneNumber': getPhoneNumber(new Set()),
  'subscribeMessage.send': send(inbox),
  'wxacode.getUnlimited': getUnlimited,
});

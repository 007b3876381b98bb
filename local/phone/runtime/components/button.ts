import { reflect } from '../dom';
import { askPhoneNumber } from '../wx/phone-number';
import type { Privacy } from '../wx/privacy';
import { around, builtin, flag, text, any } from './builtin';
import type { Builtin } from './builtin';

/** What a button's `open-type` sends: event and detail. */
const OPEN_TYPES: Record<string, readonly [event: string, detail: unknown]> = {
  chooseAvatar: ['chooseavatar', { avatarUrl: '' }],
  openSetting: ['opensetting', { authSetting: {}, errMsg: 'openSetting:ok' }],
  contact: ['contact', { path: '', query: {}, errMsg: 'contact:ok' }],
};

const PHONE_NUMBER = new Set(['getPhoneNumber', 'getRealtimePhoneNumber']);

/** <button>, in the hands of `openid`; `share` is what open-type="share" does. */
export const createButton = (privacy: Privacy, openid: string, share: () => void): Builtin =>
  builtin({
    tag: 'button',
    hover: { className: 'button-hover', startMs: 20, stayMs: 70 },
    properties: {
      type: text('default'),
      size: text('default'),
      plain: flag(),
      disabled: flag(),
      loading: flag(),
      formType: text(),
      openType: text(),
      name: text(),
      lang: text(),
      sessionFrom: text(),
      businessId: any<unknown>(null),
      sendMessageTitle: text(),
      sendMessagePath: text(),
      sendMessageImg: text(),
      showMessageCard: flag(),
      appParameter: text(),
    },
    attach(host) {
      const { element } = host;
      // The role lets a test click on a vant button although its ::before lies over the text.
      element.setAttribute('role', 'button');
      element.tabIndex = 0;
      const open = (openType: string): void => {
        const known = OPEN_TYPES[openType];
        if (known) host.emit(...known);
        if (PHONE_NUMBER.has(openType)) {
          const tell = (detail: object): void => host.emit(openType.toLowerCase(), detail);
          void askPhoneNumber(openid, openType).then(tell);
        }
        if (openType === 'share') share();
        if (openType === 'agreePrivacyAuthorization') {
          privacy.agree();
          host.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
        }
      };
      const activate = (): void => {
        const { disabled, formType, openType } = host.values;
        if (disabled) return;
        const form = around(element, 'form');
        if (formType === 'reset') form?.parts.formReset?.();
        if (formType === 'submit') form?.parts.activate?.();
        open(openType);
      };
      host.onTap(activate);
      const mirror =
        (name: string) =>
        (value: unknown): void =>
          reflect(element, name, value);
      return {
        changed: {
          type: mirror('type'),
          size: mirror('size'),
          plain: mirror('plain'),
          loading: mirror('loading'),
          disabled(disabled) {
            reflect(element, 'disabled', disabled);
            reflect(element, 'aria-disabled', disabled ? 'true' : '');
          },
        },
        activate,
      };
    },
  });

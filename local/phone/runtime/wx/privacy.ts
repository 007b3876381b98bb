import { make } from '../dom';
import { WxError, wxFunction } from './api';
import { ask, showModal } from './dialogs';

/** The contract is shown by WeChat itself, not by the app. */
const CONTRACT = '《团员发展编号小程序隐私保护指引》';
const KEY = 'privacy-agreed';

/** Whether the person agreed to the privacy contract, and how the app asks for it. */
export interface Privacy {
  agree(): void;
  /** Asks unless agreed already. Throws when the person refuses. */
  require(api: string): Promise<void>;
  members: Record<string, unknown>;
}

interface Decision {
  event: 'exposureAuthorization' | 'agree' | 'disagree';
  buttonId?: string;
}

type Listener = (resolve: (decision: Decision) => void, info: { referrer: string }) => void;

const openContract = (): Promise<object> =>
  showModal({
    title: CONTRACT,
    content: '（本机系统：此处是在微信后台填写的隐私保护指引）',
    showCancel: false,
  });

/** WeChat's own popup, for an app that listens to nothing. */
async function askPlainly(): Promise<boolean> {
  const link = make('a', { href: 'javascript:void 0' }, CONTRACT);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    void openContract();
  });
  return ask(
    '隐私保护提示',
    [make('p', {}, '使用前请阅读', link, '，同意后可继续使用。')],
    [
      { text: '拒绝', value: false },
      { text: '同意', value: true, className: 'confirm' },
    ],
  );
}

/** The privacy contract of the phone with this openid. */
export function createPrivacy(openid: string): Privacy {
  const key = `phone-privacy:${openid}:${KEY}`;
  const agreed = (): boolean => localStorage.getItem(key) === 'yes';
  const agree = (): void => localStorage.setItem(key, 'yes');
  let listener: Listener | undefined;

  const decide = (api: string): Promise<boolean> =>
    listener === undefined
      ? askPlainly()
      : new Promise((done) => {
          listener?.(
            ({ event }) => {
              if (event !== 'exposureAuthorization') done(event === 'agree');
            },
            { referrer: api },
          );
        });
  const demand = async (api: string): Promise<void> => {
    if (agreed()) return;
    if (!(await decide(api))) {
      throw new WxError('privacy permission is not authorized', { errno: 104 });
    }
    agree();
  };
  return {
    agree,
    require: demand,
    members: {
      getPrivacySetting: wxFunction('getPrivacySetting', () => ({
        needAuthorization: !agreed(),
        privacyContractName: CONTRACT,
      })),
      requirePrivacyAuthorize: wxFunction('requirePrivacyAuthorize', () =>
        demand('requirePrivacyAuthorize'),
      ),
      openPrivacyContract: wxFunction('openPrivacyContract', async () => {
        await openContract();
      }),
      onNeedPrivacyAuthorization(given: Listener) {
        listener = given;
      },
    },
  };
}

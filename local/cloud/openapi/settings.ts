/**
 * What the functions' environment says of WeChat on this machine: the phone component, and two templates
 * with fields as WeChat's library has them.
 */
export const LOCAL_WECHAT = {
  WECHAT_PHONE: 'on',
  WECHAT_TEMPLATES: JSON.stringify({
    result: {
      id: 'local-template-result',
      fields: { thing1: 'matter', phrase2: 'what', time3: 'at', thing4: 'note' },
    },
    turn: {
      id: 'local-template-turn',
      fields: { thing1: 'matter', phrase2: 'what', time3: 'at', thing4: 'note' },
    },
  }),
};

/**
 * What the functions' environment says of WeChat on this machine: the phone component, and two templates
 * with fields as WeChat's library has them. The phone of this machine shows a template by its id.
 */
export const LOCAL_WECHAT = {
  WECHAT_PHONE: 'on',
  WECHAT_TEMPLATES: JSON.stringify({
    result: {
      id: '报到结果通知',
      fields: { thing1: 'matter', phrase2: 'what', time3: 'at', thing4: 'note' },
    },
    turn: {
      id: '待审核提醒',
      fields: { thing1: 'matter', phrase2: 'what', time3: 'at', thing4: 'note' },
    },
  }),
};

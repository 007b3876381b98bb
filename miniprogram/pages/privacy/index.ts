import { pageBehavior } from '../../behaviors/page';
import { openPrivacyGuide } from '../../platform/privacy';

const SECTIONS = [
  {
    title: '我们收集什么，用来做什么',
    lines: [
      '手机号：登录，以及确认报到的是你本人。',
      '姓名、证件号：核对身份，防止同一人重复编号、编号被他人占用。证件号和政治面貌属于敏感个人信息，提交报到时会再次征得你的同意。',
      '入团年月、所在团支部、团员编号：办理团员报到和编号分配。',
      '民族、学历、政治面貌、入团时单位：选填，供团组织建立团籍资料。',
    ],
  },
  {
    title: '谁能看到',
    lines: [
      '你所在的团支部、团总支和团委中负责审核的人。列表里证件号和手机号只显示头尾。',
      '我们不向其他单位或个人提供你的资料，不用于广告。',
    ],
  },
  {
    title: '怎样保存',
    lines: [
      '证件号和手机号加密保存；没有提交的表单只留在你的手机上，提交或退出登录后即清除。',
      '编号原则上终身使用，编号、团支部和日期会长期保存。',
    ],
  },
  {
    title: '你可以做什么',
    lines: [
      '随时查看自己的资料；审核前可以撤回，被退回时可以修改。',
      '需要更正、复制或删除资料，请联系所在团支部或审批的团委。',
      '不同意的，可以不使用本小程序，改由团支书在线下为你办理。',
    ],
  },
];

Component({
  behaviors: [pageBehavior],
  data: { sections: SECTIONS, hasGuide: true },
  methods: {
    async onGuide() {
      this.setData({ hasGuide: await openPrivacyGuide() });
    },
  },
});

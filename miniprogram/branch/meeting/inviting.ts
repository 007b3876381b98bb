import type { Invitation } from '../../../typings/api';
import { saveToAlbum } from '../../platform/album';
import { toast } from '../../platform/dialog';
import { PAGES } from '../../platform/pages';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';

/** The code does not change: one call of WeChat's for each branch and start of the app. */
const invitations = new Map<string, Invitation>();

interface Code {
  invitation: Invitation | null;
  asking: boolean;
  /** Refused for good: only the reader asks again. */
  refused: boolean;
}
const codes = new WeakMap<object, Code>();

/** Shows the code that opens the form for a branch, keeps it as a picture, and gives what is shared. */
export const invitingBehavior = Behavior({
  data: {
    branch: '',
    image: '',
    codeProblem: '',
  },
  lifetimes: {
    attached() {
      codes.set(this, { invitation: null, asking: false, refused: false });
    },
  },
  methods: {
    /** On a weak network the code comes with one of the later tries. */
    wantCode(orgId: string) {
      if (!this.data.image && !codes.get(this)?.refused) void this.readCode(orgId);
    },

    async readCode(orgId: string) {
      const code = codes.get(this);
      if (!code || code.asking) return;
      code.asking = true;
      code.refused = false;
      try {
        const known = invitations.get(orgId);
        const invitation = known ?? (await call('registration.invitation', { branchId: orgId }));
        invitations.set(orgId, invitation);
        code.invitation = invitation;
        this.setData({
          branch: invitation.branch.name,
          image: `data:image/png;base64,${invitation.image}`,
          codeProblem: '',
        });
      } catch (error) {
        const refusal = refusalOf(error);
        code.refused = refusal.code !== 'NETWORK' && refusal.code !== 'BUSY';
        this.setData({ codeProblem: refusal.message });
      } finally {
        code.asking = false;
      }
    },

    async onSave() {
      const { image, branch } = this.data;
      const saved = await saveToAlbum(`报到码-${branch}`, image.slice(image.indexOf(',') + 1));
      if (saved) toast('已保存到相册');
      else
        this.setData({
          codeProblem: '没有存到相册。可以长按二维码保存，或在微信设置里允许使用相册。',
        });
    },

    /** Whoever opens it registers for this branch. */
    invitationToShare(): { title: string; path: string } {
      const invitation = codes.get(this)?.invitation;
      return {
        title: `${this.data.branch}邀请你报到`,
        path: invitation
          ? `/${invitation.page}?scene=${encodeURIComponent(invitation.scene)}`
          : PAGES.register,
      };
    },
  },
});

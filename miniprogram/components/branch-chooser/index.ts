import type { OrganizationHit } from '../../../typings/api';
import { BRANCH_WARNING } from '../../format/words';
import { promptText } from '../../services/province';
import { call } from '../../services/call';
import type { ChosenBranch } from '../../services/draft';
import { invitedTo, scanScene } from '../../services/invitation';
import { refusalOf } from '../../services/refusal';
import type { TreeRow } from './tree';
import { closed, extended, opened, rowsOf, secretaryWords } from './tree';

/** A search result as it is shown. */
interface HitRow {
  id: string;
  name: string;
  path: string;
  note: string;
}

const SEARCH_PAUSE_MS = 300;
const MOST_HITS = 50;
const searches = new WeakMap<object, { timer?: number; q: string }>();

const hitRow = ({ id, name, path, secretary }: OrganizationHit): HitRow => ({
  id,
  name,
  path: path.map((ref) => ref.name).join(' / '),
  note: secretaryWords(secretary),
});

/**
 * Finds the own branch by search, level by level, or by the branch's code; only branches can be chosen.
 * Event `choose`: the branch that the reader confirmed or scanned, as a ChosenBranch.
 */
Component({
  properties: {
    /** The branch chosen before; null at first. */
    chosen: { type: null, value: null as ChosenBranch | null },
    /** The organisation below which a branch is chosen; empty: anywhere. */
    rootId: { type: String, value: '' },
    /** What to make sure of before a branch is confirmed. */
    warning: { type: String, value: BRANCH_WARNING },
    /** The reader may scan the code of a branch instead. */
    scans: { type: Boolean, value: false },
  },
  data: {
    q: '',
    hits: [] as HitRow[],
    searched: false,
    rows: [] as TreeRow[],
    problem: '',
    loading: true,
    /** The branch whose row was tapped, shown with its path before it is confirmed. */
    candidate: null as ChosenBranch | null,
    candidateId: '',
    candidatePath: '',
    candidateNote: '',
  },
  lifetimes: {
    attached() {
      searches.set(this, { q: '' });
      if (this.data.warning === BRANCH_WARNING) {
        this.setData({ warning: promptText('P-16', BRANCH_WARNING) });
      }
      // Asked for again: who holds office there may have changed since.
      if (this.data.chosen) void this.choose(this.data.chosen.id);
      void this.loadRoot();
    },
  },
  methods: {
    propose(branch: ChosenBranch) {
      this.setData({
        candidate: branch,
        candidateId: branch.id,
        candidatePath: branch.path.join(' / '),
        candidateNote: secretaryWords(branch.secretary),
      });
    },

    async loadRoot() {
      this.setData({ problem: '', loading: true });
      try {
        const { rootId } = this.data;
        const page = await call('organization.children', { parentId: rootId || null });
        const above = rootId ? { id: rootId, level: -1 } : null;
        const rows = rowsOf(page.items, above, above && page.next);
        this.setData({ rows, loading: false });
        const [root] = rows;
        if (root && rootId === '') await this.openRow(root);
      } catch (error) {
        this.setData({ problem: refusalOf(error).message, loading: false });
      }
    },

    async openRow(row: TreeRow) {
      this.setRowState(row.id, 'loading');
      try {
        const page = await call('organization.children', { parentId: row.id });
        const children = rowsOf(page.items, row, page.next);
        this.setData({ rows: opened(this.data.rows, row.id, children), problem: '' });
      } catch (error) {
        this.setRowState(row.id, 'closed');
        this.setData({ problem: refusalOf(error).message });
      }
    },

    async openMore(row: TreeRow, more: { parentId: string; cursor: string }) {
      try {
        const page = await call('organization.children', more);
        const parent = { id: more.parentId, level: row.level - 1 };
        const rows = rowsOf(page.items, parent, page.next);
        this.setData({ rows: extended(this.data.rows, row.id, rows), problem: '' });
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    setRowState(id: string, state: TreeRow['state']) {
      const at = this.data.rows.findIndex((row) => row.id === id);
      if (at >= 0) this.setData({ [`rows[${at}].state`]: state });
    },

    onRow(event: WechatMiniprogram.TouchEvent) {
      const row = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!row || row.state === 'loading') return;
      if (row.more) void this.openMore(row, row.more);
      else if (row.isBranch) void this.choose(row.id);
      else if (row.state === 'open') this.setData({ rows: closed(this.data.rows, row.id) });
      else void this.openRow(row);
    },

    onHit(event: WechatMiniprogram.TouchEvent) {
      void this.choose(String(event.currentTarget.dataset.id));
    },

    async choose(id: string) {
      this.setData({ candidateId: id, candidate: null, problem: '' });
      try {
        const { name, path, secretary } = await call('organization.get', { id });
        if (this.data.candidateId !== id) return;
        this.propose({ id, name, path: path.map((ref) => ref.name), secretary });
      } catch (error) {
        this.setData({ candidateId: '', problem: refusalOf(error).message });
      }
    },

    onSearchChange(event: { detail: string }) {
      const search = searches.get(this);
      if (!search) return;
      const q = event.detail.trim();
      search.q = q;
      this.setData({ q: event.detail, problem: '' });
      if (search.timer !== undefined) clearTimeout(search.timer);
      if (q === '') this.setData({ hits: [], searched: false });
      else search.timer = setTimeout(() => void this.search(q), SEARCH_PAUSE_MS);
    },

    async search(q: string) {
      try {
        const { rootId } = this.data;
        const { items } = await call('organization.search', {
          q,
          type: 'BRANCH',
          ...(rootId && { under: rootId }),
          limit: MOST_HITS,
        });
        if (searches.get(this)?.q !== q) return;
        this.setData({ hits: items.map(hitRow), searched: true });
        // Nothing else it could be: its path and warning are shown at once.
        const [only] = items;
        if (only && items.length === 1) await this.choose(only.id);
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    async onScan() {
      this.setData({ problem: '' });
      try {
        const scene = await scanScene();
        if (scene) this.triggerEvent('choose', await invitedTo(scene));
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    onConfirm() {
      if (this.data.candidate) this.triggerEvent('choose', this.data.candidate);
    },
  },
});

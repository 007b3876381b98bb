import { copy } from '../../../platform/clipboard';

/** The parts of the guide's sentence, word for word; a comma of its own would begin a line of its own. */
const SENTENCE = /^(审核成功！)(将)(\d+)(编号分配给)(.+，)(目前还剩)(\d+)(个名额)$/;

/** The tick that the number stands on the cover: not to be offered, open, being sent, done. */
export type CoverTick = 'none' | 'open' | 'busy' | 'done';

/** A piece of the sentence; what has to be read off stands out. */
interface Piece {
  at: number;
  text: string;
  strong: boolean;
}

/** Who got which number; how many are left. */
interface Line {
  at: number;
  pieces: Piece[];
}

const STRONG = [1, 3, 5];
const SECOND_LINE = 4;

function linesOf(message: string): { headline: string; lines: Line[] } {
  const match = SENTENCE.exec(message);
  if (match) {
    const [, headline = '', ...rest] = match;
    const pieces = rest.map((text, at) => ({ at, text, strong: STRONG.indexOf(at) >= 0 }));
    return {
      headline,
      lines: [
        { at: 0, pieces: pieces.slice(0, SECOND_LINE) },
        { at: 1, pieces: pieces.slice(SECOND_LINE) },
      ],
    };
  }
  const cut = message.indexOf('！') + 1;
  const pieces = [{ at: 0, text: message.slice(cut), strong: false }];
  return { headline: message.slice(0, cut) || '审核通过', lines: [{ at: 0, pieces }] };
}

/** The success prompt of the guide, with the way on. Events: `tick`, `next`, `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** The server's sentence, shown verbatim in two lines. */
    message: { type: String, value: '' },
    /** To be copied; empty when none was given. */
    number: { type: String, value: '' },
    /** The number is new: it has yet to be written on the cover. */
    drawn: { type: Boolean, value: false },
    /** Whether the cover is ticked as written; `none` where it is not for the reader to tick. */
    tick: { type: String, value: 'none' as CoverTick },
    tickProblem: { type: String, value: '' },
    /** What else came of it; empty when nothing did. */
    note: { type: String, value: '' },
    /** Name of the next one waiting; empty when nobody is. */
    next: { type: String, value: '' },
  },
  data: { headline: '', lines: [] as Line[], copied: false },
  observers: {
    message(message: string) {
      this.setData({ ...linesOf(message), copied: false });
    },
  },
  methods: {
    async onCopy() {
      this.setData({ copied: await copy(this.data.number) });
    },
    onTick() {
      this.triggerEvent('tick');
    },
    onNext() {
      this.triggerEvent('next');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});

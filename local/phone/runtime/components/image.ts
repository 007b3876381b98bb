import { make } from '../dom';
import { fileUrl } from '../shell/screen';
import { builtin, flag, text } from './builtin';
import type { Builtin } from './builtin';

const FITS: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
};

/** Drawn here, because vant's pictures for empty lists lie in the network (preview.md §4, 14). */
const EMPTY_PICTURE = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" fill="none" stroke="#c8c9cc" stroke-width="3">
<path d="M40 70l14-24h52l14 24v40a6 6 0 0 1-6 6H46a6 6 0 0 1-6-6z"/><path d="M40 70h26l6 12h16l6-12h26"/></svg>`,
)}`;

const VANT_EMPTY = /^https?:\/\/img\.yzcdn\.cn\/vant\/empty-image-/;

/** What the browser loads for a `src`; undefined for what would leave this machine. */
export function localSource(source: string): string | undefined {
  if (/^(data|blob):/.test(source)) return source;
  if (VANT_EMPTY.test(source)) return EMPTY_PICTURE;
  if (/^(https?:)?\/\//.test(source)) return undefined;
  return fileUrl(source);
}

const imageOf = (tag: string): Builtin =>
  builtin({
    tag,
    properties: {
      src: text(),
      mode: text('scaleToFill'),
      lazyLoad: flag(),
      showMenuByLongpress: flag(),
      webp: flag(),
    },
    attach(host) {
      const { element } = host;
      const picture = make('img', { alt: '' });
      element.append(picture);
      picture.addEventListener('load', () => {
        const { naturalWidth: width, naturalHeight: height } = picture;
        const { mode } = host.values;
        if (mode === 'widthFix')
          element.style.height = `${(element.clientWidth * height) / width}px`;
        if (mode === 'heightFix')
          element.style.width = `${(element.clientHeight * width) / height}px`;
        picture.hidden = false;
        host.emit('load', { width, height });
      });
      const failed = (reason: string): void => {
        picture.hidden = true;
        host.emit('error', { errMsg: reason });
      };
      picture.addEventListener('error', () => failed(`GET ${host.values.src} fail`));
      return {
        changed: {
          src(source) {
            const local = localSource(source);
            picture.hidden = true;
            if (local !== undefined) {
              picture.src = local;
            } else {
              console.warn(`[phone] 图片 ${source} 在网络上，本机不加载`);
              failed('no network');
            }
          },
          mode(mode) {
            picture.style.objectFit = FITS[mode] ?? 'none';
          },
        },
      };
    },
  });

/** <image> and <cover-image> */
export const imageBuiltins: readonly Builtin[] = [imageOf('image'), imageOf('cover-image')];

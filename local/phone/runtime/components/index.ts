import type { Phone } from '../phone';
import type { Privacy } from '../wx/privacy';
import { share } from '../wx/share';
import type { Builtin } from './builtin';
import { createButton } from './button';
import { formBuiltins } from './form';
import { imageBuiltins } from './image';
import { navigationBuiltins } from './navigation';
import type { Routing } from './navigation';
import { picker } from './picker';
import { pickerViewBuiltins } from './picker-view';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { simpleBuiltins } from './simple';
import { slider } from './slider';
import { swiperBuiltins } from './swiper';
import { textInputBuiltins } from './text-input';

/** All components that a phone has of its own. */
export const allBuiltins = (
  { pages, settings }: Phone,
  privacy: Privacy,
  routing: () => Routing,
): Builtin[] => [
  ...simpleBuiltins,
  ...imageBuiltins,
  createButton(privacy, settings.current.openid, () => void share(pages.current)),
  ...textInputBuiltins,
  ...formBuiltins,
  scrollView,
  ...swiperBuiltins,
  picker,
  ...pickerViewBuiltins,
  slider,
  richText,
  ...navigationBuiltins(pages, routing),
];

/** Full-width forms (U+FF01–FF5E) and the ideographic space as their plain counterparts; ends trimmed. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .trim();

/** A line icon in the colour of the text around it; always beside a word, so it is hidden from readers. */
Component({
  properties: {
    name: { type: String, value: '' },
  },
});

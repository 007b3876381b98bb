/** A small drawing of the paper form's cover, with the place where the number is written. */
Component({
  properties: {
    number: { type: String, value: '' },
  },
});

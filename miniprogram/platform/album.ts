/** Keeps a picture, a PNG in base64, in the album; false when the reader does not allow it. */
export function saveToAlbum(name: string, image: string): Promise<boolean> {
  const filePath = `${wx.env.USER_DATA_PATH}/${name}.png`;
  return new Promise((resolve) => {
    const refused = (): void => resolve(false);
    wx.getFileSystemManager().writeFile({
      filePath,
      data: image,
      encoding: 'base64',
      success: () =>
        wx.saveImageToPhotosAlbum({ filePath, success: () => resolve(true), fail: refused }),
      fail: refused,
    });
  });
}

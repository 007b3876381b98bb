import { WxError, wxFunction } from './api';

/** Files of the app's own folder; they live as long as the page. */
const files = new Map<string, unknown>();

const FOLDER = 'wxfile://usr/';

const fileSystem = {
  writeFile: wxFunction<{ filePath: string; data: unknown }>('writeFile', ({ filePath, data }) => {
    if (!filePath.startsWith(FOLDER)) throw new WxError(`permission denied, open ${filePath}`);
    files.set(filePath, data);
  }),
};

/** wx.getFileSystemManager, as far as writing a file. */
export const fileMembers: Record<string, unknown> = { getFileSystemManager: () => fileSystem };

/** Where the mini-program is and where the phone's files go, from the project's root. */
export interface PhoneFolders {
  app: string;
  out: string;
}

/** The project's own. */
export const PHONE_FOLDERS: PhoneFolders = { app: 'miniprogram', out: 'dist/phone' };

/** File in the output folder with what is wrong with the app. */
export const PROBLEMS_FILE = 'problems.json';

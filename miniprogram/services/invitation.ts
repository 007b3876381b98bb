import { scan } from '../platform/scan';
import { PAGES } from '../platform/pages';
import { call } from './call';
import type { ChosenBranch } from './draft';
import { Refusal } from './refusal';

const OTHER_CODE = '这不是团支部的报到码。请扫团支书在“支部”页出示的二维码，或搜索支部名称。';

/** The `scene` of a page's query, which WeChat may give encoded; it never holds a `%` itself. */
function decoded(scene: string): string {
  try {
    return decodeURIComponent(scene);
  } catch {
    return scene;
  }
}

/** The scene in the page of a scanned code; null when the code opens something else. */
export function sceneIn(page: string): string | null {
  const [path = '', query = ''] = page.split('?');
  if (`/${path.replace(/^\//, '')}` !== PAGES.register) return null;
  const given = query.split('&').find((part) => part.slice(0, 6) === 'scene=');
  return given ? decoded(given.slice(6)) : null;
}

/** The branch that invites, fixed for the form. `scene` as the page got it. Throws Refusal. */
export async function invitedTo(scene: string): Promise<ChosenBranch> {
  const { branch, path, secretary } = await call('registration.invited', {
    scene: decoded(scene),
  });
  const above = path.filter(({ id }) => id !== branch.id).map(({ name }) => name);
  return { id: branch.id, name: branch.name, path: above, secretary, fixed: true };
}

/** Scans the code of a branch; gives its scene, null when the reader gave up. Throws Refusal for other codes. */
export async function scanScene(): Promise<string | null> {
  const scanned = await scan();
  if (!scanned) return null;
  const scene = 'page' in scanned ? sceneIn(scanned.page) : null;
  if (!scene) throw new Refusal('INVALID', OTHER_CODE);
  return scene;
}

/** The form for the branch that invites. */
export const invitationPage = (scene: string): string =>
  `${PAGES.register}?scene=${encodeURIComponent(scene)}`;

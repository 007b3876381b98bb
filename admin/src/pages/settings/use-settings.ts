import { shallowRef } from 'vue';
import type { SettingsEntry, SettingsView } from '../../../../typings/api';
import { usePageList } from '../../components/use-page-list';
import { call, refusalOf } from '../../service';
import type { Refusal } from '../../service';
import { useSession } from '../../stores/session';

/** What the province has set, and who changed it when. */
export function useSettings() {
  const session = useSession();
  const view = shallowRef<SettingsView | null>(null);
  const problem = shallowRef<Refusal | null>(null);
  const history = usePageList<SettingsEntry>((cursor) =>
    call('numbering.settingsHistory', cursor === undefined ? {} : { cursor }),
  );

  function show(found: SettingsView): void {
    view.value = found;
    // This page's own prompts follow at once; those of others when they come back.
    const { ages, prompts } = found.settings;
    if (session.me) session.enter({ ...session.me, settings: { ages, prompts } });
  }

  async function read(): Promise<void> {
    problem.value = null;
    try {
      show(await call('numbering.settings', {}));
    } catch (error) {
      problem.value = refusalOf(error);
    }
    await history.restart();
  }
  void read();

  function changed(found: SettingsView): void {
    show(found);
    void history.restart();
  }

  return { view, problem, history, read, changed };
}

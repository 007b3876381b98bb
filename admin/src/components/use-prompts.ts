import { promptText } from '../format/prompts';
import { useSession } from '../stores/session';

type Given = Parameters<typeof promptText>;

/** Prompts that the desk says by itself, as the province words them. */
export function usePrompts(): (id: Given[1], values?: Given[2]) => string {
  const session = useSession();
  return (id, values) => promptText(session.me?.settings.prompts ?? {}, id, values);
}

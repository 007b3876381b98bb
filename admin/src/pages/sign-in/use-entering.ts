import { useRoute, useRouter } from 'vue-router';
import type { Me } from '../../../../typings/api';
import { useSession } from '../../stores/session';
import { ownAddress } from './own-address';

/** Takes somebody in who has just signed in, and leads on to where they were going. */
export function useEntering() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();

  return async (me: Me, post: string | null = null): Promise<void> => {
    session.enter(me);
    if (post) session.act(post);
    await router.replace(ownAddress(route.query.to));
  };
}

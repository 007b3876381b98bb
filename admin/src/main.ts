import { ElMessage } from 'element-plus/es/components/message/index';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import './styles/element';
import app from './app.vue';
import { router, signInAddress } from './router';
import { connectService, refusalOf } from './service';
import { useSession } from './stores/session';

const RESTARTED = 'desk.restarted';

const desk = createApp(app);
desk.use(createPinia());

const session = useSession();
/** What nothing else has caught: a press is never followed by nothing. */
function tell(error: unknown): void {
  const message = navigator.onLine
    ? refusalOf(error).sentence
    : '网络断开了，请连上网络后再点一次。';
  ElMessage.error({ message, grouping: true });
}
desk.config.errorHandler = (error) => {
  console.error(error);
  tell(error);
};

connectService({
  post: () => session.post?.id ?? null,
  answered: () => session.answered(),
  signedOut: () => {
    if (!session.me) return;
    session.forget();
    void router.push(signInAddress(router.currentRoute.value));
  },
});

/**
 * After a new version was deployed the pages of the old one are gone: the desk starts anew at the
 * address wanted. Once in ten seconds at most, so that a page that is really missing cannot loop. Without a network it
 * stays where it is: the browser would show its own empty page.
 */
router.onError((error, to) => {
  if (!navigator.onLine) {
    tell(error);
    return;
  }
  const last = Number(sessionStorage.getItem(RESTARTED) ?? 0);
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem(RESTARTED, String(Date.now()));
  location.hash = to.fullPath;
  location.reload();
});

desk.use(router);
desk.mount('#app');

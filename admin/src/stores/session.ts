import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Me, Post } from '../../../typings/api';
import { call } from '../service';

const POST_KEY = 'desk.post';

/** Who is signed in and which of the own posts acts (kept per browser tab). */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null);
  const postId = ref<string | null>(sessionStorage.getItem(POST_KEY));
  /** Time of the server's last answer, in ms. */
  const lastAnswer = ref(Date.now());

  const posts = computed<Post[]>(() => me.value?.posts ?? []);
  const post = computed<Post | null>(
    () => posts.value.find(({ id }) => id === postId.value) ?? posts.value[0] ?? null,
  );
  const isStaff = computed(() => post.value?.role === 'STAFF');

  function enter(given: Me): void {
    me.value = given;
  }

  /** Asks the server who is signed in; throws Refusal UNAUTHENTICATED when nobody is. */
  async function load(): Promise<void> {
    enter(await call('account.me', {}));
  }

  function act(id: string): void {
    postId.value = id;
    sessionStorage.setItem(POST_KEY, id);
  }

  function forget(): void {
    me.value = null;
  }

  /** Throws Refusal, and stays signed in, when the server did not hear of it: the next person here would be let in. */
  async function signOut(): Promise<void> {
    await call('account.signOut', {});
    forget();
  }

  function answered(): void {
    lastAnswer.value = Date.now();
  }

  return { me, posts, post, isStaff, lastAnswer, enter, load, act, forget, signOut, answered };
});

import { ref } from 'vue';

/** Whether the guided tour is on: pages then ask nothing by themselves. */
export const touring = ref(false);

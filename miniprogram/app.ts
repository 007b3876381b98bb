import { startCloud } from './platform/cloud';
import { watchNetwork } from './platform/network';
import { setOnline } from './services/connection';

App({
  onLaunch() {
    startCloud();
    watchNetwork(setOnline);
  },
});

import { me } from './people';
import type { FakePhone } from './phone';
import { ok } from './phone';

/** The actions that a phone called, in their order. */
export const actionsOf = ({ calls }: FakePhone): string[] => calls.map(({ action }) => action);

/** A phone whose holder is signed in and has no registration. */
export const signedIn =
  (more: (phone: FakePhone) => void = () => undefined) =>
  (phone: FakePhone): void => {
    phone.answers['account.me'] = () => ok(me());
    more(phone);
  };

/** A phone whose holder is signed in and has this registration. */
export const mine = (given: unknown) =>
  signedIn((phone) => {
    phone.answers['registration.mine'] = () => ok({ registration: given });
  });

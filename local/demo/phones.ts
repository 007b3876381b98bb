import { idTail } from '../../cloudfunctions/core/domain/id-number';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import type { Cloud } from '../cloud/server';
import type { DemoPerson } from './people';

/** The demo people's phones: they call the functions as the mini-program does. */
export class Phones {
  private operations = 0;

  /** `session` keeps the operations of one run apart from those of another. */
  constructor(
    private readonly cloud: Cloud,
    private readonly session: string,
  ) {}

  /** Calls an action as somebody; gives the data. Throws an Error with the refusal. */
  async call<A extends ActionName>(
    { name, openid }: DemoPerson,
    action: A,
    input: InputOf<A>,
  ): Promise<OutputOf<A>> {
    const { result, error } = await this.cloud.invoke({
      name: action.split('.')[0] ?? '',
      event: { action, input, opId: `${this.session}-${openid}-${this.operations++}` },
      caller: { kind: 'phone', openid },
    });
    if (error) throw new Error(`${name} ${action}: ${error.code} ${error.message}`);
    const answer = result as Answer<OutputOf<A>>;
    if (answer.ok) return answer.data;
    const { code, message, details } = answer.error;
    throw new Error(`${name} ${action}: ${code} ${message} ${JSON.stringify(details ?? {})}`);
  }

  /** Signs somebody in with the code from the inbox. */
  async signIn(person: DemoPerson): Promise<void> {
    const { phone, idNumber } = person;
    await this.call(person, 'account.sendCode', { phone });
    const code = this.cloud.sms.last(phone)?.code ?? '';
    const input = { phone, code, idTail: idTail(idNumber) };
    const { state } = await this.call(person, 'account.signIn', input);
    if (state !== 'SIGNED_IN') throw new Error(`${person.name} cannot sign in: ${state}`);
  }
}

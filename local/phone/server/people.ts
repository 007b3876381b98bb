/** Somebody whose phone can be opened on the desk. */
export interface PhonePerson {
  openid: string;
  name: string;
  /** Mobile number, to sign in with. */
  phone: string;
  /** What people know the person as, such as 0604团总支书记. */
  office: string;
  /** Last six characters of the ID number, which officers are asked for. */
  idTail: string;
}

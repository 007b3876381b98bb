import { acknowledgeAlarm, alarms } from './alarms';
import { changePhone } from './change-phone';
import { auditLog } from './audit-log';
import { confirmConsoleSignIn } from './confirm-console-sign-in';
import { consoleTicket } from './console-ticket';
import { consoleTicketState } from './console-ticket-state';
import { erase } from './erase';
import { me } from './me';
import { metrics } from './metrics';
import { quickWays } from './quick-ways';
import { scanConsoleTicket } from './scan-console-ticket';
import { sendCode } from './send-code';
import { endSessions, sessions } from './sessions';
import { signIn } from './sign-in';
import { signInByWechatPhone } from './sign-in-by-wechat-phone';
import { signOut } from './sign-out';

/** The actions of the function `account`. */
export const accountActions = [
  sendCode,
  signIn,
  signInByWechatPhone,
  quickWays,
  me,
  changePhone,
  signOut,
  erase,
  consoleTicket,
  consoleTicketState,
  scanConsoleTicket,
  confirmConsoleSignIn,
  sessions,
  endSessions,
  auditLog,
  metrics,
  alarms,
  acknowledgeAlarm,
];

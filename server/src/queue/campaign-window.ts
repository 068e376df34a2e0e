import { intersection, type SendWindow, sendWindowOf, type WindowSpan } from '../capacity/send-window.ts';

/** When the mail of one campaign may leave. */
export interface CampaignWindow {
  /** Its own, in the account's time zone; `null` if it has none. */
  own: SendWindow | null;
  /** Its own within the account's. */
  window: SendWindow | null;
}

export function campaignWindow(
  account: { sendWindow: SendWindow | null; timeZone: string },
  sendWindows: readonly WindowSpan[],
): CampaignWindow {
  const own = sendWindowOf(account.timeZone, sendWindows);
  return { own, window: intersection(account.sendWindow, own) };
}

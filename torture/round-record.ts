import type { Plan, WindowLimit } from './plan.ts';
import type { Receipt } from './sink-process.ts';

/** A stretch of time, half-open; in milliseconds since 1970. */
export interface Stretch {
  from: number;
  until: number;
}

/** What Sluice says of a queue row. */
export interface RowWord {
  address: string;
  status: string;
  lastError: string | null;
  server: string | null;
}

/** How a campaign ended, by Sluice's own word. */
export interface CampaignWord {
  /** By which receipts know it. */
  subject: string;
  status: string;
  toSend: number;
  queue: Readonly<Record<string, number>>;
  rows: readonly RowWord[];
}

/** What happened in a round: what was done, when it was answered, what servers accepted, and what Sluice says of it. */
export interface RoundRecord {
  plan: Plan;
  receipts: readonly Receipt[];
  /** Recipients whose message a server dropped or left without a reply, by server. */
  doubtful: Readonly<Record<string, readonly string[]>>;
  /** In the order of the plan. */
  campaigns: readonly CampaignWord[];
  /** When the answer came that someone has left. */
  left: readonly { address: string; at: number }[];
  /** From the answer to a pause to the request to go on. */
  pauses: readonly (Stretch & { campaign: number | 'all' })[];
  /** Sudden ones are edits of the setting, from their answer on. */
  closings: readonly (Stretch & { isSudden: boolean })[];
  disabled: readonly (Stretch & { server: string })[];
  /** Edits of a server's limit: from the request, and from the answer on surely. */
  edits: readonly { server: string; requestedAt: number; answeredAt: number; window: WindowLimit }[];
  /** Limits of the account per minute, while in force. */
  squeezes: readonly (Stretch & { max: number })[];
  kills: readonly { connections: number }[];
  /** Rows that were uncertain before the operator decided them. */
  uncertain: readonly { campaign: number; address: string; server: string | null; lastError: string | null }[];
  /** Messages that the operator had sent again. */
  sentAgain: readonly { campaign: number; address: string }[];
  /** Processes that ended by themselves. */
  deserters: readonly string[];
  /** What did not come to an end. */
  stuck: readonly string[];
  durationMs: number;
}

/** By which a message tells its campaign. */
export function subjectOf(round: number, campaign: number): string {
  return `round ${round} campaign ${campaign + 1}`;
}

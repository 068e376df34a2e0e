import type { Separator } from '../csv/separator.ts';

export const importModes = ['subscribe', 'blocklist'] as const;

/** One run of a CSV import, as it is stored and shown. `total` is `imported` and `rejected` together, at every moment. */
export interface Import {
  id: number;
  name: string;
  status: 'importing' | 'finished' | 'failed' | 'stopped';
  total: number;
  imported: number;
  rejected: number;
  mode: ImportParams['mode'];
  /** Onto which it put people. */
  listIds: number[];
  /** Why it failed. */
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** What an import is told beside its file. */
export interface ImportParams {
  /**
   * `subscribe` puts people on lists; `blocklist` blocklists them and ends all their subscriptions. Whoever is
   * blocklisted already stays it either way.
   */
  mode: (typeof importModes)[number];
  /**
   * Of new subscriptions. One that exists keeps its status, but that `confirmed` confirms an `unconfirmed` one when
   * `overwrite` is set; whoever unsubscribed stays unsubscribed.
   */
  subscriptionStatus: 'unconfirmed' | 'confirmed';
  /** `null`: found in the header line. */
  separator: Separator | null;
  listIds: number[];
  /** Whether known people get the file's name and attributes; attributes that the file does not have stay. */
  overwrite: boolean;
  /** Header to `email`, `name`, `attributes` or an attribute's name; see `readHeader`. */
  mapping: Record<string, string>;
}

/** One record that was not imported. */
export interface ImportReject {
  /** The physical line on which it begins. */
  line: number;
  reason: string;
  /** As it stands in the file, at most 10,000 characters of it. */
  record: string;
}

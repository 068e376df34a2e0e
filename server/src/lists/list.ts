export const listTypes = ['private', 'public', 'temporary'] as const;
export const optins = ['single', 'double'] as const;
export const listStatuses = ['active', 'archived'] as const;

/** What a person writes of a list. */
export interface ListContent {
  name: string;
  type: (typeof listTypes)[number];
  /** With `double`, a campaign goes to the confirmed alone; with `single`, to everyone who has not left. */
  optin: (typeof optins)[number];
  status: (typeof listStatuses)[number];
  tags: string[];
  description: string;
}

/** A list, and how many are on it. */
export interface List extends ListContent {
  id: number;
  uuid: string;
  /** Everyone on it, those who left included. */
  subscriberCount: number;
  /** How many have each status; a status that nobody has may be absent. */
  subscriberStatuses: Record<string, number>;
  createdAt: Date;
  updatedAt: Date;
}

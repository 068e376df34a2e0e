import type { ComponentType } from 'react';
import type { TextKey } from '../texts/t.ts';

/** A page: where it is, what it is called, and how its code is loaded once it is needed. */
export interface PageDefinition {
  /** Below /admin, in the router's notation: `/campaigns/$campaignId`. */
  path: string;
  /** In the navigation; the page itself has a heading of its own. */
  title: TextKey;
  /** Where the navigation lists it; absent for pages that are reached from others. Lowest `order` first. */
  navigation?: { group?: TextKey; order: number };
  load: () => Promise<{ default: ComponentType }>;
}

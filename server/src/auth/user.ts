/** Someone, or something, that uses Sluice: a person with a password, or a program with a token. */
export interface User {
  id: number;
  username: string;
  type: 'user' | 'api';
  name: string;
  email: string | null;
  status: 'enabled' | 'disabled';
  lastSeenAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What may be done by anyone who is signed in: every user holds all of these. */
export const permissions = [
  { group: 'lists', permissions: ['lists:get_all', 'lists:manage_all'] },
  { group: 'subscribers', permissions: ['subscribers:get_all', 'subscribers:manage', 'subscribers:import'] },
  { group: 'campaigns', permissions: ['campaigns:get_all', 'campaigns:manage_all', 'campaigns:send'] },
  { group: 'templates', permissions: ['templates:get', 'templates:manage'] },
  { group: 'queue', permissions: ['queue:get', 'queue:manage'] },
  { group: 'users', permissions: ['users:get', 'users:manage'] },
  { group: 'settings', permissions: ['settings:get', 'settings:manage'] },
];

/** In characters. */
export const shortestPassword = 8;

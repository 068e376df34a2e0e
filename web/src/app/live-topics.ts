/** What the live events name, and the first word of the keys of the queries that show it. */
export const queriesOf: Record<string, readonly string[]> = {
  queue: ['queue', 'campaigns', 'activity'],
  campaigns: ['campaigns', 'plans', 'dashboard'],
  servers: ['servers'],
  settings: ['settings', 'servers', 'queue', 'config', 'plans', 'dashboard'],
  logs: ['logs'],
  imports: ['imports', 'subscribers', 'lists', 'blocklist'],
  lists: ['lists', 'subscribers'],
  templates: ['templates'],
  subscribers: ['subscribers', 'lists', 'blocklist', 'activity'],
  bounces: ['bounces', 'blocklist', 'activity'],
};

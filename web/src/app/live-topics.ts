/** What the live events name, and the first word of the keys of the queries that show it. */
export const queriesOf: Record<string, readonly string[]> = {
  queue: ['queue', 'campaigns', 'activity'],
  campaigns: ['campaigns'],
  servers: ['servers'],
  settings: ['settings', 'servers', 'queue', 'config'],
  imports: ['imports', 'subscribers', 'lists', 'blocklist'],
  lists: ['lists', 'subscribers'],
  subscribers: ['subscribers', 'lists', 'blocklist', 'activity'],
  bounces: ['bounces', 'blocklist', 'activity'],
};

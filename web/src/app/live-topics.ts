/** What the live events name, and the first word of the keys of the queries that show it. */
export const queriesOf: Record<string, readonly string[]> = {
  queue: ['queue', 'campaigns'],
  campaigns: ['campaigns', 'plans'],
  servers: ['servers'],
  settings: ['settings', 'servers', 'queue', 'config', 'plans'],
  imports: ['imports', 'subscribers', 'lists'],
  lists: ['lists'],
  templates: ['templates'],
};

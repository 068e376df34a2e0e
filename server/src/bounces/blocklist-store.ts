import type { Sql } from '../db/connect.ts';
import { likePart } from '../db/like-part.ts';
import type { Blocklister } from '../subscribers/subscriber.ts';
import type { BounceType } from './bounce.ts';

/** Somebody who is blocklisted, and why. */
export interface Blocklisted {
  id: number;
  email: string;
  name: string;
  blocklistedAt: Date;
  blocklistedBy: Blocklister | null;
  /** The latest there is, whether or not it was the reason. `reply`: what the server or the webhook said. */
  bounce: { type: BounceType; source: string; reply: string | null; createdAt: string } | null;
}

/** One page of them, who came last first, and how many those are in all. @param options.search Part of an address or a name. */
export async function findBlocklisted(
  sql: Sql,
  { search, limit, offset }: { search?: string | undefined; limit: number | null; offset: number },
): Promise<{ results: Blocklisted[]; total: number }> {
  const matching = sql`
    s.status = 'blocklisted'
    ${search ? sql`and (s.email ilike ${likePart(search)} or s.name ilike ${likePart(search)})` : sql``}
  `;
  const results = await sql<Blocklisted[]>`
    with page as materialized (
      select s.id
      from subscribers s
      where ${matching}
      order by s.blocklisted_at desc, s.id desc
      limit ${limit} offset ${offset}
    )
    select s.id, s.email, s.name, s.blocklisted_at, s.blocklisted_by,
      (
        select jsonb_build_object(
          'type', b.type, 'source', b.source, 'reply', b.meta ->> 'reply', 'createdAt', b.created_at
        )
        from bounces b
        where b.subscriber_id = s.id
        order by b.id desc
        limit 1
      ) as bounce
    from page
    join subscribers s on s.id = page.id
    order by s.blocklisted_at desc, s.id desc
  `;
  const [row] = await sql<{ total: number }[]>`select count(*)::int as total from subscribers s where ${matching}`;
  return { results: [...results], total: row!.total };
}

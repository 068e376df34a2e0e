import type { Pool } from '../../server/src/db/connect.ts';
import { planCampaign } from '../../server/src/planning/plan-campaign.ts';
import { type Simulation, simulate } from '../../simulate/simulate.ts';
import { instantOf, type World } from '../../simulate/world.ts';

/** What was foretold of a campaign's end when this part of it had left. */
export interface Foretold {
  share: number;
  /** By the plan; `null` if it said never. */
  plan: number | null;
  /** By dividing what is left by the average rate so far; `null` before anything has left. */
  average: number | null;
}

export interface Outcome {
  foretold: Foretold[];
  startedAt: number;
  finishedAt: number;
  /** When half of it had left. */
  halfAt: number;
  simulation: Simulation;
}

/** Of the campaign, after which its end is foretold. */
const shares = [0, 0.25, 0.5, 0.75];

/**
 * Simulates a world and asks on the way when its first campaign will be done.
 *
 * @throws if that is never done.
 */
export async function planAndOutcome(sql: Pool, world: World): Promise<Outcome> {
  const { recipients, start = world.start } = world.campaigns[0]!;
  const startsAt = instantOf(world, start, 'start').getTime();
  const foretold: Foretold[] = [];
  let seen = 0;
  let left = 0;
  let startedAt: number | null = null;
  let halfAt = 0;
  const simulation = await simulate(sql, world, async ({ deps, sent, campaignIds }) => {
    for (; seen < sent.length; seen++) if (sent[seen]!.campaign === 0) left += sent[seen]!.count;
    const now = deps.clock.now().getTime();
    if (now < startsAt) return;
    startedAt ??= now;
    if (halfAt === 0 && left >= recipients / 2) halfAt = now;
    while (foretold.length < shares.length && left >= shares[foretold.length]! * recipients) {
      const { plan } = await planCampaign(deps, campaignIds[0]!);
      const average = left > 0 && now > startedAt ? now + ((recipients - left) / left) * (now - startedAt) : null;
      foretold.push({ share: shares[foretold.length]!, plan: plan.finishAt, average });
    }
  });
  const campaign = simulation.campaigns[0]!;
  if (campaign.finishedAt === null) throw new Error(`${world.name} was not done: ${JSON.stringify(campaign)}`);
  return { foretold, startedAt: startedAt!, finishedAt: campaign.finishedAt.getTime(), halfAt, simulation };
}

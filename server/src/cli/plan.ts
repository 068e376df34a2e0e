import { Command, InvalidArgumentError } from 'commander';
import { planView } from '../http/routes/plan-schemas.ts';
import { type CampaignPlan, planCampaign } from '../planning/plan-campaign.ts';
import { withSystem } from './with-system.ts';

export const planCommand = () =>
  new Command('plan')
    .description('tell when a campaign will be done, what leaves each day, and what holds it back')
    .argument('<campaign id>', 'the number of the campaign', idFrom)
    .option('--finish-by <time>', 'also what it takes to be done by then: 2026-11-27T18:00Z', instantFrom)
    .option('--send-at <time>', 'as if it started then', instantFrom)
    .option('--json', 'the plan as the API answers it')
    .action((campaignId: number, options: { finishBy?: Date; sendAt?: Date; json?: true }) =>
      withSystem({ share: true }, async (deps) => {
        const { json, ...supposed } = options;
        const plan = await planCampaign(deps, campaignId, supposed);
        console.log(json ? JSON.stringify(planView(plan), null, 2) : textOf(plan));
      }),
    );

/** The sentence, a line a day, and the advice. */
function textOf({ plan, sentence, advice }: CampaignPlan): string {
  const days = plan.days.map(({ day, sent, servers }) => {
    const by = `${servers.length} server${servers.length === 1 ? '' : 's'}`;
    return `  ${day}  ${String(sent).padStart(9)} by ${by}`;
  });
  const others = plan.competing.map(({ name, remaining, finishAt }) => {
    const end = finishAt === null ? 'ends later' : `ends ${new Date(finishAt).toISOString()}`;
    return `  beside it: ${name}, ${remaining} left, ${end}`;
  });
  return [sentence, ...days, ...others, ...(advice ? [advice.sentence] : [])].join('\n');
}

function idFrom(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('expected the number of a campaign');
  return Number(text);
}

function instantFrom(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('expected a time such as 2026-11-27T18:00Z');
  return at;
}

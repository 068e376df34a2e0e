import Type, { type Static } from 'typebox';
import type { CampaignReport } from '../../reports/campaign-report.ts';
import { instant, oneOf } from '../schemas.ts';

const outcomes = {
  total: Type.Integer({ description: 'Whatever their status' }),
  sent: Type.Integer(),
  failed: Type.Integer(),
  deferred: Type.Integer({ description: 'Queued again after a server deferred them' }),
  cancelled: Type.Integer(),
  uncertain: Type.Integer(),
};
const textOrNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

export const campaignReportSchema = Type.Object(
  {
    computed_at: Type.Unsafe<Date>({
      ...instant,
      description: 'When the rows were counted; counts are of this moment',
    }),
    counts: Type.Object({
      queued: Type.Integer(),
      sending: Type.Integer(),
      sent: Type.Integer(),
      failed: Type.Integer(),
      cancelled: Type.Integer(),
      uncertain: Type.Integer(),
    }),
    deferred: Type.Integer({ description: 'Of the queued ones, those that a server deferred' }),
    bounced: Type.Integer(),
    servers: Type.Array(
      Type.Object({
        uuid: textOrNull('null: no server was tried'),
        name: textOrNull('null: the server is gone'),
        ...outcomes,
      }),
    ),
    domains: Type.Array(Type.Object({ domain: textOrNull('null: the subscriber is gone'), ...outcomes }), {
      description: 'The 20 with most emails',
    }),
    other_domains: Type.Union([Type.Object(outcomes), Type.Null()]),
    unit: oneOf(['minute', 'hour', 'day']),
    times: Type.Array(Type.Object({ at: instant, sent: Type.Integer(), failed: Type.Integer() }), {
      description: 'By the minute, hour or day in app.timezone; what nothing happened in is left out',
    }),
  },
  { $id: 'CampaignReport' },
);

export const campaignReportView = ({
  computedAt,
  otherDomains,
  ...report
}: CampaignReport): Static<typeof campaignReportSchema> => ({
  ...report,
  computed_at: computedAt,
  other_domains: otherDomains,
});

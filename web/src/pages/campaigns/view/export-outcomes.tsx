import { Button } from '@mantine/core';
import { t } from '../../../texts/t.ts';
import type { OutcomeFilter } from '../queries.ts';

/** The emails that are shown, all pages of them, as a CSV file. */
export function ExportOutcomes({ campaignId, filter }: { campaignId: number; filter: OutcomeFilter }) {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, one])),
  );
  return (
    <Button
      component="a"
      variant="default"
      size="xs"
      href={`/api/campaigns/${campaignId}/outcomes?${query}`}
      download={`campaign-${campaignId}-outcomes.csv`}
    >
      {t('campaigns.outcomes.export')}
    </Button>
  );
}

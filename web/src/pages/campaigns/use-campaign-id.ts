import { useParams } from '@tanstack/react-router';

/** The id in the address; NaN if it is none. */
export function useCampaignId(): number {
  const { campaignId }: { campaignId?: string } = useParams({ strict: false });
  return Number(campaignId);
}

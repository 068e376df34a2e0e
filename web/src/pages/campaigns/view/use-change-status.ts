import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { notifyDone } from '../../../shared/notify.ts';
import type { CampaignStatus } from '../queries.ts';

/** Moves a campaign to another status, says so, and has everything that shows it asked for again. */
export function useChangeStatus(id: number) {
  const queryClient = useQueryClient();
  return async (status: CampaignStatus, done: string): Promise<void> => {
    await api.PUT('/api/campaigns/{id}/status', { params: { path: { id } }, body: { status } });
    notifyDone(done);
    for (const key of ['campaigns', 'queue', 'plans']) void queryClient.invalidateQueries({ queryKey: [key] });
  };
}

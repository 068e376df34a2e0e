import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../../shared/use-format.ts';
import { type Campaign, planQuery } from '../queries.ts';

/** When a campaign was done, or will be if nothing changes; nothing where that is not known. */
export function FinishTime({ campaign }: { campaign: Campaign }) {
  const format = useFormat();
  const { id, status, finished_at } = campaign;
  const isAhead = status === 'running' || status === 'scheduled';
  const { data: plan } = useQuery({ ...planQuery(id), enabled: isAhead });
  const at = isAhead ? plan?.finish_at : finished_at;
  return at ? format.dateTime(at) : null;
}

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../api/api-error.ts';
import { api, dataOf, type Schema } from '../../../api/client.ts';
import type { CampaignValues } from './campaign-values.ts';

/** Typing has come to rest after so long. */
const restMs = 500;

/** What is wrong with a campaign, and where. */
export interface Fault {
  field: string | null;
  place: { line: number; column: number } | null;
  message: string;
}

export interface CampaignPreviewState {
  /** The last that could be made. */
  mail: Schema<'CampaignPreview'> | undefined;
  fromEmail: string;
  fault: Fault | null;
  /** Any other failure: the API can't be reached, say. */
  error: unknown;
  subscriberId: number | null;
  setSubscriberId: (id: number | null) => void;
}

/** The mail that the values make, renewed when typing comes to rest. */
export function useCampaignPreview(values: CampaignValues): CampaignPreviewState {
  const [subscriberId, setSubscriberId] = useState<number | null>(null);
  const { subject, from_email, content_type, body, altbody, template_id } = values;
  const [settled] = useDebouncedValue(
    JSON.stringify({ from_email, content_type, body, altbody, template_id, subject }),
    restMs,
  );
  const { data, error } = useQuery(previewQuery(settled, subscriberId));
  const isFault = error instanceof ApiError && error.code === 'invalid';
  return {
    mail: data,
    fromEmail: from_email,
    fault: isFault ? { field: error.field, place: error.place, message: error.message } : null,
    error: isFault ? null : error,
    ...{ subscriberId, setSubscriberId },
  };
}

/** @param content As JSON: what is the same text is the same mail. */
const previewQuery = (content: string, subscriberId: number | null) =>
  queryOptions({
    queryKey: ['templates', 'preview', content, subscriberId],
    queryFn: ({ signal }) => {
      const { subject, ...body } = JSON.parse(content) as CampaignValues;
      const query = subscriberId === null ? {} : { subscriber_id: subscriberId };
      // A subject that is not written yet is no fault of the mail.
      const draft = { ...body, ...(subject.trim() ? { subject } : {}) };
      return dataOf(api.POST('/api/campaigns/preview', { params: { query }, body: draft, signal }));
    },
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

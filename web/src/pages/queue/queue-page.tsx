import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';

export default function QueuePage() {
  return <Page title={t('queue.title')}>…</Page>;
}

import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';

export default function SettingsPerformancePage() {
  return <Page title={t('settings-performance.title')}>…</Page>;
}

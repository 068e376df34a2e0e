import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { messageOf } from '../../shared/message-of.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { Import } from './queries.ts';
import type { Upload } from './upload.ts';

/** How far the import is that runs, whoever started it, and the way to stop it. */
export function ImportProgress({ latest, upload }: { latest: Import; upload: Upload | null }) {
  const format = useFormat();
  const queryClient = useQueryClient();
  const own = upload?.isRunning ? upload : null;
  const name = own?.fileName ?? latest.name;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('import.running.label')}>
      <Stack>
        <Group justify="space-between">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {t('import.running', { name })}
          </Text>
          {latest.status === 'importing' && (
            <ConfirmButton
              variant="default"
              title={t('import.stop.title')}
              what={t('import.stop.what')}
              confirm={t('import.stop.confirm')}
              onConfirm={async () => {
                await api.DELETE('/api/import/subscribers', { params: { query: { action: 'stop' } } });
                await queryClient.invalidateQueries({ queryKey: ['imports'] });
              }}
            >
              {t('import.stop')}
            </ConfirmButton>
          )}
        </Group>
        <Progress
          value={own ? own.sent * 100 : 100}
          animated
          aria-label={own ? t('import.sent', { percent: format.percent(own.sent, 1) }) : t('import.running', { name })}
        />
        {latest.status === 'importing' && (
          <Text size="sm" className="numbers">
            {t('import.counts', countsOf(latest, format.number))}
          </Text>
        )}
        {own && <Text size="sm">{t('import.keep-open')}</Text>}
      </Stack>
    </Paper>
  );
}

const countsOf = ({ total, imported, rejected }: Import, number: (value: number) => string) => ({
  total: number(total),
  imported: number(imported),
  rejected: number(rejected),
});

/** How the upload of this tab ended, and the rows that were rejected. */
export function ImportResult({ latest, upload: { error } }: { latest: Import; upload: Upload }) {
  const format = useFormat();
  if (error) {
    return (
      <Alert color="red" role="alert" title={t('import.failed')}>
        {messageOf(error)}
      </Alert>
    );
  }
  const hasRejects = latest.rejected > 0;
  return (
    <Alert
      color={latest.status === 'finished' && !hasRejects ? 'green' : 'yellow'}
      role="status"
      title={t(latest.status === 'stopped' ? 'import.stopped' : 'import.finished', { name: latest.name })}
    >
      <Stack gap="xs">
        <Text size="sm">{t('import.counts', countsOf(latest, format.number))}</Text>
        <Group>
          {hasRejects && <Rejects latest={latest} />}
          <Button component={Link} to="/subscribers" variant="default" size="xs">
            {t('import.show-subscribers')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** The way to the file of an import's rejects. */
export function Rejects({ latest }: { latest: Import }) {
  return (
    <Anchor href={`/api/import/subscribers/${latest.id}/rejects`} download inherit>
      {t('import.rejects', { name: latest.name })}
    </Anchor>
  );
}

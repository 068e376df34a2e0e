import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { SearchInput } from '../../shared/search-input.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { About } from './about.tsx';
import { LogLines } from './log-lines.tsx';
import { LogSource } from './log-source.tsx';
import { fewLines, logLevels, logLinesQuery, mostLines } from './queries.ts';

/** The log of the process that answers: live, by level, searchable. */
export default function LogsPage() {
  const list = useListState();
  const format = useFormat();
  const [isFollowing, setIsFollowing] = useState(true);
  // While it is paused, another filter still finds what there is.
  const log = useQuery({
    ...logLinesQuery(list),
    enabled: ({ state }) => isFollowing || state.data === undefined,
  });

  return (
    <Page
      title={t('logs.title')}
      actions={
        <Button variant="default" aria-pressed={!isFollowing} onClick={() => setIsFollowing(!isFollowing)}>
          {t(isFollowing ? 'logs.pause' : 'logs.follow')}
        </Button>
      }
    >
      <Stack>
        <Group align="flex-end">
          <Select
            label={t('logs.level')}
            data={logLevels.map((value) => ({ value, label: t(`logs.level.least.${value}`) }))}
            value={logLevels.find((level) => level === list.filter('level')) ?? 'debug'}
            onChange={(level) => list.setFilter({ level: level === 'debug' ? null : level })}
            allowDeselect={false}
          />
          <SearchInput
            label={t('logs.search')}
            placeholder={t('logs.search.placeholder')}
            value={list.filter('search')}
            onSearch={(search) => list.setFilter({ search })}
            style={{ flexGrow: 1, maxWidth: 400 }}
          />
          <Text size="sm" c="dimmed" role="status">
            {t(isFollowing ? 'logs.following' : 'logs.paused')}
          </Text>
        </Group>
        <QueryView query={log}>
          {({ lines, process, elsewhere }) => (
            <>
              <LogSource process={process} elsewhere={elsewhere} />
              {lines.length === 0 ? <EmptyState title={t('logs.none')} /> : <LogLines lines={lines} />}
              {lines.length === fewLines && !list.filter('all') && (
                <div>
                  <Button variant="default" onClick={() => list.setFilter({ all: 'yes' })}>
                    {t('logs.all', { count: format.number(mostLines) })}
                  </Button>
                </div>
              )}
            </>
          )}
        </QueryView>
        <About />
      </Stack>
    </Page>
  );
}

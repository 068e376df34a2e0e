import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { aboutQuery } from './queries.ts';

/** Version, database and machine: what someone who is asked for help wants to know first. */
export function About() {
  const about = useQuery(aboutQuery);
  const format = useFormat();
  return (
    <section aria-labelledby="about">
      <Title order={2} size="h4" mb="xs" id="about">
        {t('logs.about')}
      </Title>
      <QueryView query={about}>
        {({ version, runtime, database, host, system }) => (
          <Text size="sm">
            {t('logs.about.what', {
              ...{ version, runtime, database: database.version, size: format.number(database.size_mb) },
              ...{ os: `${host.os} ${host.arch}`, cpus: format.number(system.num_cpu) },
              memory: format.number(system.memory_mb),
            })}
          </Text>
        )}
      </QueryView>
    </section>
  );
}

import { Anchor, Badge, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { type Template, templatesQuery } from './queries.ts';
import { TemplateActions } from './template-actions.tsx';

/** All templates; they are few. */
export default function TemplatesPage() {
  const templates = useQuery(templatesQuery);
  return (
    <Page title={t('templates.title')} actions={<NewTemplate />}>
      <Text mb="lg" maw={640}>
        {t('templates.what')}
      </Text>
      <QueryView query={templates}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('templates.none')}>
              <NewTemplate />
            </EmptyState>
          ) : (
            <Templates templates={all} />
          )
        }
      </QueryView>
    </Page>
  );
}

function NewTemplate() {
  return (
    <Button component={Link} to="/templates/new">
      {t('templates.new')}
    </Button>
  );
}

function Templates({ templates }: { templates: readonly Template[] }) {
  const format = useFormat();
  return (
    <section
      aria-label={t('shared.table', { label: t('templates.title') })}
      style={{ overflowX: 'auto' }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('templates.name')}</Table.Th>
            <Table.Th ta="right">{t('templates.used-by')}</Table.Th>
            <Table.Th>{t('templates.changed')}</Table.Th>
            <Table.Th>{t('templates.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map((template) => (
            <Table.Tr key={template.id}>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <Anchor component={Link} to={`/templates/${template.id}`} fw={600}>
                    {template.name}
                  </Anchor>
                  {template.is_default && (
                    <Badge variant="light" miw="max-content">
                      {t('templates.default')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {t('templates.campaigns', { count: format.number(template.used_by) })}
              </Table.Td>
              <Table.Td>{format.dateTime(template.updated_at)}</Table.Td>
              <Table.Td>
                <TemplateActions template={template} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

import { Button, Code, FileInput, Stack, Text, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { FieldGroup } from '../../shared/field-group.tsx';
import { Page } from '../../shared/page.tsx';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { type ColumnName, mappingOf, serverOf } from './columns.ts';
import { ImportColumns } from './import-columns.tsx';
import { ImportPreview } from './import-preview.tsx';
import { type ParsedTable, parseTable } from './parse-table.ts';

/** As many servers as the API takes at once. */
const mostRows = 1000;

const example = `name,host,port,username,password,from_email,daily_limit
mail2,mail2.example.com,587,adam,secret,adam@mail2.example.com,1000
mail3,mail3.example.com,587,adam,secret,adam@mail3.example.com,1000`;

/** Many servers at once: rows are pasted or read from a file, columns are told apart, and what will be is shown first. */
export default function ImportPage() {
  const [text, setText] = useState('');
  const [isDone, setIsDone] = useState(false);
  const table = useMemo(() => parseTable(text), [text]);

  return (
    <Page
      title={t('settings-smtp.import')}
      actions={
        <Button component={Link} to="/settings/smtp" variant="default">
          {t('settings-smtp.back')}
        </Button>
      }
    >
      <UnsavedGuard isDirty={text.trim() !== '' && !isDone} />
      <Stack>
        <Text maw={640}>{t('settings-smtp.import.what')}</Text>
        <FieldGroup title={t('settings-smtp.import.text')} what={t('settings-smtp.import.defaults')}>
          <FileInput
            label={t('settings-smtp.import.file')}
            placeholder={t('settings-smtp.import.file.placeholder')}
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={(file) => void file?.text().then(setText)}
          />
          <Textarea
            label={t('settings-smtp.import.text')}
            autosize
            minRows={5}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'monospace', whiteSpace: 'pre' } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.trim() === '' && (
            <div>
              <Text size="sm">{t('settings-smtp.import.example')}</Text>
              <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {example}
              </Code>
            </div>
          )}
        </FieldGroup>
        {/* Another head is another table, whose columns are found anew. */}
        {table.headers.length > 0 && (
          <Rows key={table.headers.join('\n')} table={table} onDone={() => setIsDone(true)} />
        )}
      </Stack>
    </Page>
  );
}

function Rows({ table, onDone }: { table: ParsedTable; onDone: () => void }) {
  const [mapping, setMapping] = useState(() => mappingOf(table.headers));
  const problem = problemOf(table, mapping);
  const servers = useMemo(() => table.rows.map((row) => serverOf(row, mapping)), [table, mapping]);
  return (
    <>
      <ImportColumns headers={table.headers} mapping={mapping} onChange={setMapping} />
      {problem ? (
        <Warning>{problem}</Warning>
      ) : (
        <ImportPreview servers={servers} lines={table.rows.map(({ line }) => line)} onDone={onDone} />
      )}
    </>
  );
}

function problemOf({ rows }: ParsedTable, mapping: readonly (ColumnName | null)[]): string | null {
  const used = mapping.filter((name) => name !== null);
  if (!used.includes('host')) return t('settings-smtp.import.no-host');
  if (new Set(used).size < used.length) return t('settings-smtp.import.twice');
  if (rows.length === 0) return t('settings-smtp.import.no-rows');
  return rows.length > mostRows ? t('settings-smtp.import.too-many', { count: rows.length }) : null;
}

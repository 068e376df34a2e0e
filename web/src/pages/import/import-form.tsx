import { Button, Group, MultiSelect, Radio, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { FieldGroup } from '../../shared/field-group.tsx';
import { listNamesQuery } from '../../shared/list-names.ts';
import { QueryView } from '../../shared/query-view.tsx';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { type ImportParams, initialParams } from './params.ts';
import { PreviewTable } from './preview-table.tsx';
import { previewQuery } from './queries.ts';

interface ImportFormProps {
  file: File;
  onStart: (file: File, params: ImportParams) => void;
  onCancel: () => void;
}

/** What the file would be imported as, and how. Nothing is written before it is started. */
export function ImportForm({ file, onStart, onCancel }: ImportFormProps) {
  const [params, setParams] = useState(initialParams);
  const preview = useQuery(previewQuery(file, params));
  const set = (changes: Partial<ImportParams>) => setParams((before) => ({ ...before, ...changes }));
  const isReady = preview.data?.problem === null && !preview.isPlaceholderData && !preview.error;
  return (
    <Stack>
      <UnsavedGuard isDirty />
      <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
        {file.name}
      </Title>
      <QueryView query={preview}>
        {(data) => <PreviewTable preview={data} mapping={params.mapping} onMapping={(mapping) => set({ mapping })} />}
      </QueryView>
      <Options params={params} set={set} found={preview.data?.separator} />
      <Group>
        <StartButton params={params} isReady={isReady} onStart={() => onStart(file, params)} />
        <Button variant="default" onClick={onCancel}>
          {t('import.another-file')}
        </Button>
      </Group>
    </Stack>
  );
}

function StartButton({ params, isReady, onStart }: { params: ImportParams; isReady: boolean; onStart: () => void }) {
  if (params.mode === 'subscribe') {
    return (
      <Button disabled={!isReady} onClick={onStart}>
        {t('import.start')}
      </Button>
    );
  }
  return (
    <ConfirmButton
      color="red"
      disabled={!isReady}
      title={t('import.blocklist.title')}
      what={t('import.blocklist.what')}
      confirm={t('import.blocklist.confirm')}
      onConfirm={async () => onStart()}
    >
      {t('import.start.blocklist')}
    </ConfirmButton>
  );
}

const modes = ['subscribe', 'blocklist'] as const;
const standings = ['unconfirmed', 'confirmed'] as const;
const separators = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
type Separator = keyof typeof separators;

interface OptionsProps {
  params: ImportParams;
  set: (changes: Partial<ImportParams>) => void;
  found: Separator | undefined;
}

function Options({ params, set, found }: OptionsProps) {
  const nameOf = (separator: Separator) => t(`import.separator.${separators[separator]}`);
  return (
    <FieldGroup title={t('import.options')}>
      <Radio.Group
        label={t('import.mode')}
        value={params.mode}
        onChange={(mode) => set({ mode: mode as ImportParams['mode'] })}
      >
        <Stack gap="xs" mt="xs">
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={t(`import.mode.${mode}`)}
              description={t(`import.mode.${mode}.what`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {params.mode === 'subscribe' && <SubscribeOptions params={params} set={set} />}
      <Select
        label={t('import.separator')}
        placeholder={found ? t('import.separator.found', { name: nameOf(found) }) : ''}
        data={(Object.keys(separators) as Separator[]).map((value) => ({ value, label: nameOf(value) }))}
        value={params.delim ?? null}
        onChange={(delim) => set({ delim: (delim ?? undefined) as never })}
        clearable
        maw={400}
      />
    </FieldGroup>
  );
}

function SubscribeOptions({ params, set }: Omit<OptionsProps, 'found'>) {
  const { data: lists = [] } = useQuery(listNamesQuery);
  return (
    <>
      <MultiSelect
        label={t('import.lists')}
        data={lists
          .filter(({ status }) => status === 'active')
          .map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` }))}
        value={params.lists.map(String)}
        onChange={(ids) => set({ lists: ids.map(Number) })}
        searchable
        maw={640}
      />
      {params.lists.length === 0 && <Warning>{t('import.lists.none')}</Warning>}
      <Radio.Group
        label={t('import.standing')}
        value={params.subscription_status}
        onChange={(standing) => set({ subscription_status: standing as ImportParams['subscription_status'] })}
      >
        <Stack gap="xs" mt="xs">
          {standings.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`import.standing.${one}`)}
              description={t(`import.standing.${one}.what`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t('import.overwrite')}
        description={t('import.overwrite.what')}
        checked={params.overwrite}
        onChange={({ currentTarget }) => set({ overwrite: currentTarget.checked })}
      />
      <Text size="sm">{t('import.left')}</Text>
    </>
  );
}

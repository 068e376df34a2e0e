import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { t } from '../../texts/t.ts';
import { FileDrop } from './file-drop.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportProgress, ImportResult } from './import-progress.tsx';
import type { ImportParams } from './params.ts';
import { latestImportQuery } from './queries.ts';
import { forgetUpload, startUpload, useUpload } from './upload.ts';

/** Imports subscribers from a CSV file, after showing what it would make of it; and every import there was. */
export default function ImportPage() {
  const latest = useQuery(latestImportQuery);
  const upload = useUpload();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);

  function start(chosen: File, params: ImportParams) {
    setFile(null);
    void startUpload(chosen, params).then(() => {
      for (const key of ['imports', 'subscribers', 'lists', 'blocklist']) {
        void queryClient.invalidateQueries({ queryKey: [key] });
      }
    });
  }

  return (
    <Page title={t('import.title')}>
      <Stack gap="xl">
        <QueryView query={latest}>
          {(data) => {
            if (upload?.isRunning || data.status === 'importing')
              return <ImportProgress latest={data} upload={upload} />;
            if (file)
              return <ImportForm key={fileKey(file)} file={file} onStart={start} onCancel={() => setFile(null)} />;
            return (
              <Stack>
                {upload && <ImportResult latest={data} upload={upload} />}
                <FileDrop
                  onFile={(chosen) => {
                    forgetUpload();
                    setFile(chosen);
                  }}
                />
              </Stack>
            );
          }}
        </QueryView>
        <ImportHistory isImporting={latest.data?.status === 'importing'} />
      </Stack>
    </Page>
  );
}

const fileKey = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`;

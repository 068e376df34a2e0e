import { Button, FileButton, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../texts/t.ts';

/** Takes a file that is dropped here or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);
  return (
    <Paper
      withBorder
      p="xl"
      component="section"
      aria-label={t('import.drop.label')}
      style={{
        borderStyle: 'dashed',
        borderWidth: 2,
        borderColor: isOver ? 'var(--mantine-primary-color-filled)' : undefined,
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <Stack align="center" ta="center">
        <Text fw={600}>{t('import.drop')}</Text>
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={(file) => file && onFile(file)}>
          {(props) => <Button {...props}>{t('import.choose')}</Button>}
        </FileButton>
        <Text size="sm" c="dimmed" maw={560}>
          {t('import.drop.what')}
        </Text>
      </Stack>
    </Paper>
  );
}

import { Box, Group, Paper, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { t } from '../texts/t.ts';

const views = ['desktop', 'phone', 'text'] as const;
type View = (typeof views)[number];

/** A mail as a reader sees it, before it is encoded. */
export interface Mail {
  subject?: string;
  from?: string;
  /** `null` where there is only text. */
  html: string | null;
  /** Absent where nobody made one. */
  text?: string;
}

/** A mail on a wide screen, on a telephone, and as the text that stands beside the HTML. */
export function MailPreview({ mail }: { mail: Mail }) {
  const [chosen, setView] = useState<View>('desktop');
  const possible = views.filter((view) => (view === 'text' ? mail.text !== undefined : mail.html !== null));
  const view = possible.includes(chosen) ? chosen : possible[0]!;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb="sm" align="start">
        <Box style={{ overflowWrap: 'anywhere', flex: '1 1 12rem' }}>
          {mail.subject !== undefined && <Text fw={600}>{mail.subject}</Text>}
          {mail.from !== undefined && (
            <Text size="sm" c="dimmed">
              {mail.from}
            </Text>
          )}
        </Box>
        <SegmentedControl
          size="xs"
          aria-label={t('shared.preview.view')}
          value={view}
          onChange={(value) => setView(value as View)}
          data={possible.map((value) => ({ value, label: t(`shared.preview.${value}`) }))}
        />
      </Group>
      {view === 'text' ? (
        <Text
          component="pre"
          size="sm"
          m={0}
          style={{
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            fontFamily: 'var(--mantine-font-family-monospace)',
          }}
        >
          {mail.text}
        </Text>
      ) : (
        <MailFrame html={mail.html ?? ''} width={view === 'phone' ? 375 : undefined} />
      )}
    </Paper>
  );
}

/** Links open beside, not inside. */
const base = '<base target="_blank">';

/**
 * Mail in a frame of no origin, in which nothing runs and no form is sent. Its ground is white, as that of the mail programs
 * it is written for.
 */
function MailFrame({ html, width }: { html: string; width: number | undefined }) {
  return (
    <Box mx="auto" maw={width}>
      <iframe
        title={t('shared.preview.frame')}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={base + html}
        style={{
          width: '100%',
          height: '34rem',
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 'var(--mantine-radius-sm)',
          background: 'white',
          colorScheme: 'light',
        }}
      />
    </Box>
  );
}

import { Button, CopyButton as Copied } from '@mantine/core';
import { t } from '../texts/t.ts';

/** Puts `value` into the clipboard, and says so. */
export function CopyButton({ value }: { value: string }) {
  return (
    <Copied value={value}>
      {({ copied, copy }) => (
        <Button variant="subtle" size="compact-xs" onClick={copy}>
          {t(copied ? 'shared.copied' : 'shared.copy')}
        </Button>
      )}
    </Copied>
  );
}

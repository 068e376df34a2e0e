import { Alert, Anchor, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, type Schema } from '../../api/client.ts';
import { FormFailure } from '../../shared/form-failure.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useApiForm } from '../../shared/use-api-form.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { addressesIn, csvOf } from './addresses.ts';

/** A button that opens a form for addresses to be blocklisted, of people who are known or not. */
export function AddAddresses() {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button onClick={dialog.open}>{t('blocklist.add')}</Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('blocklist.add')}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <AddressesForm onClose={dialog.close} />
      </Modal>
    </>
  );
}

function AddressesForm({ onClose }: { onClose: () => void }) {
  const format = useFormat();
  const queryClient = useQueryClient();
  const [rejecting, setRejecting] = useState<Schema<'Import'> | null>(null);
  const form = useApiForm({
    initial: { addresses: '' },
    check: ({ addresses }): { addresses?: string } =>
      addressesIn(addresses).length === 0 ? { addresses: t('blocklist.add.none') } : {},
    submit: async ({ addresses }) => {
      const body = importForm(addressesIn(addresses)) as never;
      const ended = await dataOf(api.POST('/api/import/subscribers', { body }));
      for (const key of ['blocklist', 'subscribers', 'lists', 'imports', 'activity']) {
        void queryClient.invalidateQueries({ queryKey: [key] });
      }
      if (ended.rejected > 0) return setRejecting(ended);
      notifyDone(t('blocklist.add.done', { count: format.number(ended.imported) }));
      onClose();
    },
  });
  if (rejecting) return <Rejected ended={rejecting} onClose={onClose} />;

  const count = format.number(addressesIn(form.values.addresses).length);
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Stack>
        <Text size="sm">{t('blocklist.add.what')}</Text>
        <Textarea
          label={t('blocklist.add.addresses')}
          description={t('blocklist.add.addresses.what')}
          autosize
          minRows={6}
          maxRows={16}
          spellCheck={false}
          data-autofocus
          {...form.field('addresses')}
        />
        <FormFailure failure={form.failure} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" color="red" loading={form.isSubmitting}>
            {t('blocklist.add.confirm', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An import blocklists those who are known and those who are not alike, and keeps what is no address. */
function importForm(addresses: readonly string[]): FormData {
  const form = new FormData();
  form.append('params', JSON.stringify({ mode: 'blocklist', overwrite: false, delim: ',' }));
  form.append('file', csvOf(addresses), t('blocklist.add.file'));
  return form;
}

function Rejected({ ended: { id, imported, rejected }, onClose }: { ended: Schema<'Import'>; onClose: () => void }) {
  const format = useFormat();
  return (
    <Stack>
      <Alert color="yellow" role="alert">
        {t('blocklist.add.rejected', { count: format.number(imported), rejected: format.number(rejected) })}{' '}
        <Anchor href={`/api/import/subscribers/${id}/rejects`} download inherit>
          {t('blocklist.add.rejects')}
        </Anchor>
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('shared.close')}</Button>
      </Group>
    </Stack>
  );
}

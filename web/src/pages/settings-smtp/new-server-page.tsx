import { Button, Chip, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { presets } from './presets.ts';
import { ServerForm } from './server-form.tsx';
import { newServer, type ServerValues, valuesOf } from './server-values.ts';

/** A server to be added: from nothing, from a preset (`?preset=gmail`), or like another (`?like=<uuid>`). */
export default function NewServerPage() {
  const settings = useQuery(settingsQuery);
  return (
    <Page
      title={t('settings-smtp.new')}
      actions={
        <Button component={Link} to="/settings/smtp" variant="default">
          {t('settings-smtp.back')}
        </Button>
      }
    >
      <QueryView query={settings}>{(data) => <NewServer settings={data} />}</QueryView>
    </Page>
  );
}

function NewServer({ settings }: { settings: SettingsAnswer }) {
  const list = useListState();
  const navigate = useNavigate();
  const like = settings.smtp.find(({ uuid }) => uuid === list.filter('like'));
  const preset = presets.find(({ name }) => name === list.filter('preset'));
  const names = settings.smtp.map(({ name }) => name);
  const initial: ServerValues = like
    ? { ...valuesOf(like), name: freeName(like.name, names) }
    : { ...newServer, ...preset?.values, name: preset?.values.name ? freeName(preset.values.name, names) : '' };
  const isFirst = names.length === 0;

  return (
    <Stack>
      {!like && (
        <div>
          <Text fw={500} size="sm" id="preset-label">
            {t('settings-smtp.preset')}
          </Text>
          <Text size="xs" c="dimmed" mb="xs">
            {t('settings-smtp.preset.what')}
          </Text>
          <Chip.Group value={preset?.name ?? 'plain'} onChange={(name) => list.setFilter({ preset: name })}>
            <Group gap="xs" role="radiogroup" aria-labelledby="preset-label">
              {presets.map(({ name, label }) => (
                <Chip key={name} value={name}>
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
      )}
      <ServerForm
        server={null}
        initial={initial}
        preset={preset}
        passwordHint={t(like?.has_password ? 'settings-smtp.password.duplicate' : 'settings-smtp.password.what')}
        settings={settings}
        onSaved={() => void navigate({ to: isFirst ? '/welcome' : '/settings/smtp' })}
      />
    </Stack>
  );
}

/** `mail2` is followed by `mail3`, and `mail` by `mail-2`. */
function freeName(name: string, taken: readonly string[]): string {
  const bare = name.replace(/^email-/, '');
  if (!taken.includes(`email-${bare}`)) return bare;
  const [, stem, digits] = /^(.*?)(\d*)$/.exec(bare)!;
  for (let n = Number(digits || 1) + 1; ; n++) {
    const next = digits === '' ? `${stem}-${n}` : `${stem}${n}`;
    if (!taken.includes(`email-${next}`)) return next;
  }
}

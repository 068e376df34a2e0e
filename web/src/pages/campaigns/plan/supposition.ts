import type { paths } from '../../../api/schema.d.ts';
import type { SettingsAnswer } from '../../../shared/settings-query.ts';

/** What the API takes as supposed of a campaign. */
export type Supposed = paths['/api/campaigns/{id}/plan']['post']['requestBody']['content']['application/json'];

/** What a person supposes. */
export interface Supposition {
  /** So many more servers, of this daily limit each; 0 is no limit. */
  servers: number;
  each: number;
  /** Daily limit of every server; `null`: as it is. */
  limit: number | null;
  /** The send window of every day, `HH:MM`. */
  start: string;
  end: string;
  /** It starts, or goes on, then; `null`: as it is. */
  sendAt: string | null;
  /** Asks what it takes; `null`: nothing. */
  finishBy: string | null;
}

/** Nothing is supposed yet; another server would be like the usual one. */
export function asThingsAre(settings: SettingsAnswer): Supposition {
  return {
    ...{ servers: 0, each: usualServer(settings)?.daily_limit ?? 1000, limit: null, sendAt: null, finishBy: null },
    ...{ start: settings['app.send_time_start'], end: settings['app.send_time_end'] },
  };
}

/** As the API takes it, or `null` if nothing is supposed. Servers that are added are like the usual one but for their daily limit. */
export function supposedOf(supposition: Supposition, settings: SettingsAnswer): Supposed | null {
  const { servers, each, limit, start, end, sendAt, finishBy } = supposition;
  const present = asThingsAre(settings);
  const changed = limit === null ? [] : settings.smtp.filter(({ enabled }) => enabled);
  const added =
    servers > 0 ? [{ ...limitsLike(usualServer(settings)), name: newName, daily_limit: each, count: servers }] : [];
  const all = [...changed.map(({ name }) => ({ name, daily_limit: limit! })), ...added];
  const hasWindow = start !== present.start || end !== present.end;
  const supposed: Supposed = {
    ...(all.length > 0 && { servers: all }),
    ...(hasWindow && { settings: { 'app.send_windows': [], 'app.send_time_start': start, 'app.send_time_end': end } }),
    ...(sendAt !== null && { send_at: sendAt }),
    ...(finishBy !== null && { finish_by: finishBy }),
  };
  return Object.keys(supposed).length > 0 ? supposed : null;
}

/** No server's name but by chance. */
const newName = 'what-if';

/** The enabled server whose daily limit most have, as advice takes it. */
function usualServer({ smtp }: SettingsAnswer): SettingsAnswer['smtp'][number] | undefined {
  const alike = [
    ...Map.groupBy(
      smtp.filter(({ enabled }) => enabled),
      ({ daily_limit }) => daily_limit,
    ).values(),
  ];
  return alike.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

function limitsLike(server: SettingsAnswer['smtp'][number] | undefined) {
  if (!server) return {};
  const { sliding_window, sliding_window_rate, sliding_window_duration, limits, daily_limit_period, max_conns } =
    server;
  return { sliding_window, sliding_window_rate, sliding_window_duration, limits, daily_limit_period, max_conns };
}

/** The levels that can be asked for, the least urgent first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of the log. */
export interface LogLine {
  /** Counts the lines of this process from 1. */
  id: number;
  at: Date;
  level: LogLevel;
  message: string;
  /** Whatever else the line holds. */
  fields: Record<string, unknown>;
}

/** The latest lines of this process's log, for whoever looks after it without a terminal. */
export interface LogLines {
  /** Takes a line as pino writes it: this is a stream for it. */
  write(json: string): void;
  /** The id of the last line; 0 before the first. */
  lastId(): number;
  /** How many lines are kept. */
  most: number;
  /** Since when lines have been kept. */
  since: Date;
  /** The newest first. @param wanted.search Part of a line's message or fields, in either case; empty finds all. */
  find(wanted: { atLeast: LogLevel; search: string; limit: number }): LogLine[];
}

/** @param most Lines to keep: the oldest go first. Some 300 bytes each. */
export function logLines({ most = 5_000, now = () => new Date() } = {}): LogLines {
  // A ring: the line with this id is at the place of its remainder. They are read far less often than they are written, so
  // that they are kept as they come.
  const ring: string[] = [];
  const since = now();
  let last = 0;

  return {
    most,
    since,
    lastId: () => last,
    write(json) {
      last++;
      ring[last % most] = json;
    },
    find({ atLeast, search, limit }) {
      const needle = search.toLowerCase();
      const found: LogLine[] = [];
      for (let id = last; id > Math.max(0, last - most) && found.length < limit; id--) {
        const json = ring[id % most]!;
        if (needle !== '' && !json.toLowerCase().includes(needle)) continue;
        const line = parsed(id, json);
        if (logLevels.indexOf(line.level) >= logLevels.indexOf(atLeast)) found.push(line);
      }
      return found;
    },
  };
}

function parsed(id: number, json: string): LogLine {
  const { level, time, msg, ...fields } = JSON.parse(json) as Record<string, unknown>;
  return { id, at: new Date(Number(time)), level: levelOf(Number(level)), message: String(msg ?? ''), fields };
}

/** Of pino's numbers: what is below debug counts as that, what is above error likewise. */
function levelOf(level: number): LogLevel {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warn';
  return level >= 30 ? 'info' : 'debug';
}

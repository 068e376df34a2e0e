import Type from 'typebox';
import { type WindowSpan, weekdays } from '../capacity/send-window.ts';
import { invalid } from '../errors.ts';

const span = Type.Object(
  {
    days: Type.Optional(
      Type.Array(Type.Unsafe<(typeof weekdays)[number]>({ type: 'string', enum: [...weekdays] }), {
        maxItems: 7,
        description: 'On which it begins; none, or absent, is every day',
      }),
    ),
    start: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM; mail leaves from then on' }),
    end: Type.String({
      pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
      description: 'HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day',
    }),
  },
  { additionalProperties: false },
);

/** Send windows as the API is given them, of the account or of a campaign. */
export const sendWindowsSchema = (description: string, options: { default?: [] } = {}) =>
  Type.Array(span, { maxItems: 100, description, ...options });

/**
 * Checks what no schema can say.
 *
 * @param field What is named in errors, such as `app.send_windows`.
 * @throws {AppError} `invalid`, naming the window.
 */
export function checkSendWindows(windows: readonly WindowSpan[], field: string): void {
  const same = windows.findIndex(({ start, end }) => start === end);
  if (same >= 0) throw invalid(`${field}[${same}].end`, 'must differ from the start; 00:00 to 24:00 is a whole day');
}

import type { LedgerReport } from './ledger-report.ts';

/** The report as lines to read. */
export function reportText({
  eligible,
  accepted,
  lost,
  duplicates,
  strangers,
  servers,
  isRight,
}: LedgerReport): string[] {
  const doubled = duplicates.reduce((sum, { count }) => sum + count - 1, 0);
  return [
    'What the three SMTP servers wrote down themselves:',
    '',
    `  eligible    ${eligible}`,
    `  accepted    ${accepted}`,
    `  lost        ${lost.length}${examples(lost)}`,
    `  duplicates  ${doubled}${examples(duplicates.map(({ to }) => to))}`,
    ...(strangers.length > 0 ? [`  strangers   ${strangers.length}${examples(strangers)}`] : []),
    '',
    ...servers.flatMap(({ name, accepted, limits }) => [
      `  ${name} accepted ${accepted}`,
      ...limits.map(
        ({ period, max, largest }) =>
          `    most in ${period}: ${largest}, the limit is ${max}${largest > max ? '  <-- over the limit' : ''}`,
      ),
    ]),
    '',
    isRight ? 'Nothing was lost, nothing doubled, no limit exceeded.' : 'This is not as it should be.',
  ];
}

const examples = (addresses: readonly string[]) =>
  addresses.length === 0 ? '' : ` (${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', …' : ''})`;

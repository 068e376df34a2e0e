/** The driver's and PostgreSQL's codes for a database that cannot be used at the moment, or not be written (25006). */
const codes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0\d|53\d{3}|08\w{3}|25006)$/;

/** Whether a query failed because the database cannot be used at the moment, and not because of what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && codes.test(String(error.code));
}

/** `HH:MM` of an instant, in UTC. */
export function utcTime(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

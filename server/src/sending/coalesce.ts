/**
 * Collects items while `run` is busy with earlier ones and then hands them over together: a single item goes at once,
 * and the busier the caller the larger the batches.
 *
 * @param run Answers as many results as it is given items, in their order. What it throws, each of them throws.
 * @param most Most items in one batch.
 */
export function coalesce<Item, Result>(run: (items: Item[]) => Promise<Result[]>, most: number) {
  let waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    // Let everything that is ready in this turn come along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await run(batch.map(({ item }) => item));
        for (const [i, { resolve }] of batch.entries()) resolve(results[i] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      void runAll();
    });
}

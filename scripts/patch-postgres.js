// Mends the driver `postgres` after npm has installed it. Run by npm (`postinstall`); docs/decisions/patched-driver.md.
// Plain JavaScript that any Node from 20 up understands.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../node_modules/postgres/src/connection.js', import.meta.url));

/** What is there, and what takes its place; all of it in `connection.js` of 3.4.9. */
const changes = [
  {
    // A small write waits for the end of the turn; by then the connection may have closed.
    from: `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
`,
    to: `  function nextWrite(fn) {
    if (socket === null) {
      clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
    const x = socket.write(chunk, fn)
`,
  },
  {
    // What had not been written yet is not for the next connection, and must not keep its writes from being begun.
    from: `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    to: `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`,
  },
  {
    // Queries that came between an error and the close are answered too.
    from: `    !hadError && (query || sent.length) && error(`,
    to: `    ;(query || sent.length) && error(`,
  },
  {
    // The driver's own first query has no caller to hear that the connection broke: the next connection asks again.
    from: `        return fetchArrayTypes()
`,
    to: `        return fetchArrayTypes().catch(() => {})
`,
  },
  {
    // Of several hosts, each connection begins with the one that last let one in.
    from: `      initial = query
      reconnect()
`,
    to: `      initial = query
      hostIndex = options.shared.hostIndex || 0
      retries = 0
      reconnect()
`,
  },
  {
    from: `
    hostIndex = (hostIndex + 1) % port.length
  }
`,
    to: `
    // \`closed\` goes on to the next host
  }
`,
  },
  {
    from: `      options.shared.retries = retries = 0
`,
    to: `      options.shared.retries = retries = 0
      options.shared.hostIndex = hostIndex
`,
  },
  {
    // Each is tried once, and then what went wrong is told. (Unchanged, they are tried for ever, without a pause.)
    from: `    if (initial)
      return reconnect()
`,
    to: `    if (initial) {
      retries++
      hostIndex = (hostIndex + 1) % port.length
      return reconnect()
    }
`,
  },
  {
    // One that does not answer is not the last to be tried.
    from: `    errored(Errors.connection('CONNECT_TIMEOUT', options, socket))
`,
    to: `    error(Errors.connection('CONNECT_TIMEOUT', options, socket))
`,
  },
  {
    // Nor is one that is starting up.
    from: `      errored(Errors.postgres(parseError(x)))
`,
    to: `      error(Errors.postgres(parseError(x)))
`,
  },
  {
    // A standby takes no writes.
    from: `(x === 'read-write' && xs.default_transaction_read_only === 'on')`,
    to: `(x === 'read-write' && (xs.default_transaction_read_only === 'on' || xs.in_hot_standby === 'on'))`,
  },
];

// In an installation without its dependencies there is nothing to mend.
if (existsSync(file)) {
  const original = readFileSync(file, 'utf8');
  let text = original;
  for (const { from, to } of changes) {
    if (text.includes(to)) continue;
    if (text.split(from).length !== 2) {
      throw new Error(`postgres is another version than scripts/patch-postgres.js was written for:\n${from}`);
    }
    text = text.replace(from, () => to);
  }
  if (text !== original) {
    writeFileSync(`${file}.new`, text); // renamed, because the file may be shared with other folders
    renameSync(`${file}.new`, file);
  }
}

import { expect, test } from 'vitest';
import { eligibleOf, inventSubscribers, readSubscriberFile } from './subscriber-file.ts';

test('everyone is to be mailed once, but for the lines that were rejected', () => {
  const file = readSubscriberFile(
    'email,name\nada@example.com,"Lovelace, Ada"\nnobody,No\nADA@Example.com,Ada\nZoe@bücher.test,Zoë\n',
  );
  expect(file.rows).toHaveLength(4);
  const rejects =
    'line,reason,record\r\n3,email: must be an address,"nobody,No"\r\n4,duplicate of line 2,"ADA,Ada"\r\n';
  expect(eligibleOf(file, rejects)).toEqual(['ada@example.com', 'zoe@xn--bcher-kva.test']);
});

test('made-up subscribers are all different', () => {
  const file = inventSubscribers(1_000);
  expect(eligibleOf(file, '')).toHaveLength(1_000);
});

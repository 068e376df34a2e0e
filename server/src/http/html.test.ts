import { expect, test } from 'vitest';
import { html } from './html.ts';

test('escapes what is not HTML, in text and in attributes', () => {
  const evil = `"'><script>alert(1)</script>&`;
  expect(html`<p title="${evil}">${evil} ${5} ${html`<i>${'&'}</i>`}</p>`.text).toBe(
    '<p title="&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;">' +
      '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp; 5 <i>&amp;</i></p>',
  );
});

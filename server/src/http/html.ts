/** HTML that is safe to send: made by `html`, or by hand of constant text. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/**
 * HTML of a template literal. A value is escaped, fit for text and quoted attributes, unless it is `Html` itself.
 *
 * @example
 * html`<p title="${'"'}">${'<b>'} ${html`<i>yes</i>`}</p>`.text === '<p title="&quot;">&lt;b&gt; <i>yes</i></p>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly (Html | string | number)[]): Html {
  return new Html(
    String.raw({ raw: strings }, ...values.map((value) => (value instanceof Html ? value.text : escapeHtml(value)))),
  );
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(value: string | number): string {
  return String(value).replace(/[&<>"']/g, (character) => entities[character]!);
}

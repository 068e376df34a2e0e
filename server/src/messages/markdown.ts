import { Marked } from 'marked';
import { protectLiquid } from '../templates/protect-liquid.ts';

const marked = new Marked({ async: false, gfm: true });

/** The HTML template of a Markdown one. A paragraph made of Liquid tags alone loses its `<p>`. */
export function markdownToHtml(source: string): string {
  return protectLiquid(source, (protectedSource, placeholder) => {
    const html = marked.parse(protectedSource) as string;
    return html.replace(new RegExp(`<p>((?:${placeholder('tag')}\\s*)+)</p>`, 'g'), '$1');
  });
}

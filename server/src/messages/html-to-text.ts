import { protectLiquid } from '../templates/protect-liquid.ts';

const unseen = new Set(['head', 'script', 'style', 'title']);
const lineTags = new Set(['br', 'dd', 'dt', 'li', 'tr']);
const blockTags = new Set(
  'article blockquote div dl footer h1 h2 h3 h4 h5 h6 header hr ol p pre section table ul'.split(' '),
);
const namedCharacters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * A readable text template from an HTML one: links kept as `text ( url )`, blocks on lines of their own, items with a
 * dash, Liquid intact. It is a fallback for campaigns without an `altbody`, not a layout engine. Linear in its input.
 */
export function htmlToText(html: string): string {
  return protectLiquid(html, (source) =>
    textOf(withoutComments(source).split(/(<[^<>]*>)/))
      .replace(/[ \t]*\n[ \t]*/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
}

function textOf(pieces: readonly string[]): string {
  let text = '';
  let skippingTo: string | null = null;
  let link: { url: string; at: number } | null = null;

  for (const piece of pieces) {
    const [, slash, name] = /^<(\/?)([a-z][a-z\d]*)/i.exec(piece) ?? [];
    const tag = name?.toLowerCase();
    if (skippingTo !== null) {
      if (slash && tag === skippingTo) skippingTo = null;
    } else if (tag === undefined) {
      if (!piece.startsWith('<!')) text += decodeCharacters(piece.replace(/\s+/g, ' '));
    } else if (unseen.has(tag)) {
      if (!slash) skippingTo = tag;
    } else if (tag === 'a') {
      if (link) text = closeLink(text, link);
      const url = slash ? null : attribute(piece, 'href');
      link = url ? { url, at: text.length } : null;
    } else if (tag === 'img') {
      text += attribute(piece, 'alt') ?? '';
    } else if (lineTags.has(tag)) {
      if (!slash) text += tag === 'li' ? '\n- ' : '\n';
    } else if (blockTags.has(tag)) {
      text += '\n\n';
    }
  }
  return link ? closeLink(text, link) : text;
}

function closeLink(text: string, { url, at }: { url: string; at: number }): string {
  const label = text.slice(at).trim();
  if (label === url) return text;
  return label === '' ? text + url : `${text} ( ${url} )`;
}

function attribute(tag: string, name: string): string | null {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
  const value = double ?? single;
  return value === undefined ? null : decodeCharacters(value);
}

function withoutComments(html: string): string {
  const [first, ...others] = html.split('<!--');
  return first + others.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '')).join('');
}

function decodeCharacters(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (entity, decimal, hex, name) => {
    if (name) return namedCharacters[name.toLowerCase()] ?? entity;
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

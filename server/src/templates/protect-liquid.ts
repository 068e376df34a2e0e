const liquidToken = /\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}/gs;

/** Which kind of Liquid a placeholder stands for: a tag prints nothing by itself, a value does. */
type PlaceholderKind = 'tag' | 'value';

/**
 * Puts a source through a converter that knows nothing of Liquid, with its tags and values intact: in their place
 * stand words of letters and digits, which Markdown and URL escaping leave alone.
 *
 * @param convert Gets the source with placeholders, and a pattern that matches one of the given kind.
 */
export function protectLiquid(
  source: string,
  convert: (source: string, placeholder: (kind: PlaceholderKind) => string) => string,
): string {
  const mark = unusedWord(source);
  const tokens: string[] = [];
  const marked = source.replace(liquidToken, (token) => {
    tokens.push(token);
    return `${mark}${token.startsWith('{{') ? 'v' : 't'}${tokens.length - 1}z`;
  });
  const converted = convert(marked, (kind) => `${mark}${kind === 'value' ? 'v' : 't'}\\d+z`);
  return converted.replace(new RegExp(`${mark}[vt](\\d+)z`, 'g'), (_, index) => tokens[Number(index)]!);
}

function unusedWord(source: string): string {
  let word = 'liquid';
  while (source.includes(word)) word += 'q';
  return word;
}

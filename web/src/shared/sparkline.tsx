/** Bars of equal width, as high as their values are beside the highest; nothing to press, so it is one picture. */
export function Sparkline({
  values,
  label,
  height = 28,
}: {
  values: readonly number[];
  label: string;
  height?: number;
}) {
  const most = Math.max(1, ...values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length} 100`}
      preserveAspectRatio="none"
      width="100%"
      height={height}
      style={{ display: 'block', borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      {values.map((value, place) => {
        const share = value === 0 ? 0 : Math.max(4, (value / most) * 100);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={place}
            x={place + 0.1}
            y={100 - share}
            width={0.8}
            height={share}
            fill="var(--mantine-color-blue-6)"
          />
        );
      })}
    </svg>
  );
}

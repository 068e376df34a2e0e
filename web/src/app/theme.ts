import { createTheme } from '@mantine/core';

/** Colours that keep a contrast of 4.5:1 with what they stand on, in both schemes (WCAG 2.2, 1.4.3). */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // As a <header> it would be a second banner of the page to a screen reader.
  components: { ModalHeader: { defaultProps: { component: 'div' } } },
});

// Before anything is drawn, so that a dark page never flashes white. A file, since the page's policy allows no inline script.
try {
  const wanted = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  const isDark = wanted === 'dark' || (wanted === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
} catch {
  // a browser that keeps nothing starts light
}

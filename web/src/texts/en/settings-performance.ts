export const settingsPerformanceTexts = {
  'settings-performance.title': 'Performance',
} as const;

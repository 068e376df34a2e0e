import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Puts the focus on the content when another page is shown, as a browser does when it loads one, so that a screen reader
 * says where one is and the keyboard begins there.
 */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('content')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
}

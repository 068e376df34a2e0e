import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to another page, in running text or a table. @param props.search Its list's filters. */
export function TextLink({
  to,
  search = {},
  children,
}: {
  to: string;
  search?: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <Anchor component={Link} to={to} search={search as never} inherit style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Anchor>
  );
}

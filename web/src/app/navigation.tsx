import { NavLink, Text } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Fragment } from 'react';
import { text } from '../texts/t.ts';
import { pages } from './pages.ts';

const listed = pages
  .filter((page) => page.navigation !== undefined)
  .toSorted((a, b) => a.navigation!.order - b.navigation!.order);

/** Links to the pages, those of a group under its name. */
export function Navigation({ onChosen }: { onChosen: () => void }) {
  const { pathname } = useLocation();
  return listed.map(({ path, title, navigation }, i) => {
    const group = navigation?.group;
    const isFirstOfGroup = group !== undefined && listed[i - 1]?.navigation?.group !== group;
    const isHere = pathname === path || pathname.startsWith(`${path}/`);
    return (
      <Fragment key={path}>
        {isFirstOfGroup && (
          <Text size="xs" c="dimmed" fw={700} mt="md" mb={4} px="sm" tt="uppercase">
            {text(group)}
          </Text>
        )}
        <NavLink
          component={Link}
          to={path}
          label={text(title)}
          active={isHere}
          aria-current={isHere ? 'page' : undefined}
          onClick={onChosen}
        />
      </Fragment>
    );
  });
}

import { describe, expect, test } from 'vitest';
import {
  type Actor,
  assertMove,
  type CampaignStatus,
  campaignStatuses,
  canMove,
  isEditable,
} from './campaign-status.ts';

const actors: Actor[] = ['user', 'scheduler', 'errors', 'queue'];

const legal = [
  'user: draft → scheduled',
  'user: draft → running',
  'user: scheduled → draft',
  'user: scheduled → running',
  'user: scheduled → cancelled',
  'user: running → paused',
  'user: running → cancelled',
  'user: paused → running',
  'user: paused → cancelled',
  'scheduler: scheduled → running',
  'errors: running → paused',
  'queue: running → finished',
  'queue: finished → running',
];

describe('the state machine', () => {
  test('has these moves and no other', () => {
    const found = actors.flatMap((actor) =>
      campaignStatuses.flatMap((from) =>
        campaignStatuses.filter((to) => canMove(from, to, actor)).map((to) => `${actor}: ${from} → ${to}`),
      ),
    );
    expect(found.toSorted()).toEqual(legal.toSorted());
  });

  test('refuses exactly the moves it does not have, naming the status', () => {
    for (const actor of actors) {
      for (const from of campaignStatuses) {
        for (const to of campaignStatuses) {
          const move = () => assertMove(from, to, actor);
          if (canMove(from, to, actor)) expect(move).not.toThrow();
          else
            expect(move).toThrow(
              expect.objectContaining({ code: 'invalid', details: { field: 'status', status: from } }),
            );
        }
      }
    }
  });

  test.each<[CampaignStatus, CampaignStatus, Actor, string]>([
    ['finished', 'paused', 'user', 'A finished campaign cannot be paused'],
    ['running', 'running', 'user', 'The campaign is already running'],
    ['cancelled', 'running', 'user', 'A cancelled campaign cannot be started'],
    ['running', 'finished', 'user', 'A running campaign cannot be marked as finished by the user'],
    ['paused', 'running', 'scheduler', 'A paused campaign cannot be started by the scheduler'],
  ])('%s → %s by %s: %s', (from, to, actor, message) => {
    expect(() => assertMove(from, to, actor)).toThrow(message);
  });

  test('lets a campaign be edited until it runs, and while it is paused', () => {
    expect(campaignStatuses.filter(isEditable)).toEqual(['draft', 'scheduled', 'paused']);
  });
});

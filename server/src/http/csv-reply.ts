import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';

/** The entry of `response` for a route that answers with a CSV file. */
export const csvReply = { 200: { content: { 'text/csv': { schema: Type.String() } } } };

/** Answers with a file to save, written no faster than it is read. */
export function sendCsv(reply: FastifyReply, { name, lines }: { name: string; lines: Readable }) {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(lines);
}

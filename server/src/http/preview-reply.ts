import type { FastifyReply } from 'fastify';
import Type from 'typebox';

/** Nothing in a preview runs, and it is nobody's page: what it holds was written for mail. */
const previewPolicy =
  "sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; font-src https:";

/** The entry of `response` for a route that answers with a preview. */
export const previewReply = {
  200: { content: { 'text/html': { schema: Type.String() }, 'text/plain': { schema: Type.String() } } },
};

/** Answers with what a recipient would see: HTML, or text where there is no HTML. */
export function sendPreview(reply: FastifyReply, { html, text }: { html: string | null; text: string }) {
  return reply
    .header('content-security-policy', previewPolicy)
    .type(html === null ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8')
    .send(html ?? text);
}

import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { separators } from '../../csv/separator.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { addSample } from '../../subscribers/add-sample.ts';
import { exportRejects } from '../../subscribers/export-rejects.ts';
import { type Import, importModes } from '../../subscribers/import.ts';
import { importLog } from '../../subscribers/import-log.ts';
import {
  deleteEndedImports,
  failAbandonedImports,
  findImport,
  findImports,
  findLatestImport,
  stopImport,
} from '../../subscribers/import-store.ts';
import { importSubscribers } from '../../subscribers/import-subscribers.ts';
import { previewBytes, previewImport } from '../../subscribers/preview-import.ts';
import { csvReply, sendCsv } from '../csv-reply.ts';
import { fileBytes, fileSizeLimitBytes, readImportUpload } from '../import-upload.ts';
import { limitOf, pageOf, pageView, pagingQuery } from '../paging.ts';
import { dataOf, errorReplies, idParams, instantOrNull, oneOf, ref } from '../schemas.ts';

const importSchema = Type.Object(
  {
    id: Type.Union([Type.Integer(), Type.Null()]),
    name: Type.String(),
    status: oneOf(['none', 'importing', 'finished', 'failed', 'stopped']),
    total: Type.Integer({ description: 'Rows so far: those imported and those rejected' }),
    imported: Type.Integer(),
    rejected: Type.Integer(),
    mode: oneOf(importModes),
    list_ids: Type.Array(Type.Integer()),
    error: Type.Union([Type.String(), Type.Null()]),
    created_at: instantOrNull,
    finished_at: instantOrNull,
  },
  { $id: 'Import' },
);

const none = {
  ...({ id: null, name: '', status: 'none', total: 0, imported: 0, rejected: 0 } as const),
  ...{ mode: 'subscribe' as const, list_ids: [] as number[], error: null },
};

function importView(latest: Import | null) {
  if (!latest) return { ...none, created_at: null, finished_at: null };
  const { createdAt, finishedAt, listIds, ...rest } = latest;
  return { ...rest, list_ids: listIds, created_at: createdAt, finished_at: finishedAt };
}

const previewSchema = Type.Object(
  {
    separator: oneOf(separators),
    headers: Type.Array(Type.String()),
    problem: Type.Union([Type.String(), Type.Null()], { description: 'Why none of the file can be imported' }),
    rows: Type.Array(
      Type.Object({
        line: Type.Integer(),
        fields: Type.Array(Type.String()),
        person: Type.Union([
          Type.Object({
            email: Type.String(),
            name: Type.String(),
            attribs: Type.Record(Type.String(), Type.Unknown()),
          }),
          Type.Null(),
        ]),
        problem: Type.Union([Type.String(), Type.Null()], { description: 'Why the row would be rejected' }),
      }),
    ),
  },
  { $id: 'ImportPreview' },
);

export const importRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(importSchema);
  app.addSchema(previewSchema);
  await app.register(multipart);
  const importReply = { 200: dataOf(ref(importSchema)), ...errorReplies(400, 403, 409, 413) };

  const latestView = async () => {
    await failAbandonedImports(deps.sql, deps.clock.now());
    return { data: importView(await findLatestImport(deps.sql)) };
  };

  app.post('/import/subscribers', {
    schema: {
      operationId: 'importSubscribers',
      tags: ['import'],
      summary: 'Import subscribers from a CSV file',
      description: `A multipart form with \`params\` (JSON) and then \`file\` (at most ${fileSizeLimitBytes} bytes). The file is imported as it arrives, and the answer comes when all of it has been; until then \`GET /api/import/subscribers\` tells how far it is. A row that repeats an address of the file is rejected. Params: \`mode\` (\`subscribe\` or \`blocklist\`), \`lists\`, \`subscription_status\` (\`unconfirmed\` or \`confirmed\`), \`overwrite\` (true unless given), \`delim\` (found in the header line unless given), \`mapping\` (header to \`email\`, \`name\`, \`attributes\` or an attribute's name).`,
      consumes: ['multipart/form-data'],
      response: importReply,
    },
    handler: async (request) => {
      const { params, file, name } = await readImportUpload(request);
      try {
        return { data: importView(await importSubscribers(deps, { stream: fileBytes(file), name, params })) };
      } finally {
        file.resume(); // whatever is left of it, so that the client gets to read the answer
      }
    },
  });

  app.post('/import/sample', {
    schema: {
      operationId: 'importSample',
      tags: ['import'],
      summary:
        'Import the sample that Sluice comes with into a new list: invented people at addresses that are nobody’s',
      response: {
        200: dataOf(Type.Object({ list_id: Type.Integer(), imported: Type.Integer(), rejected: Type.Integer() })),
        ...errorReplies(403, 409),
      },
    },
    handler: async () => {
      const { listId, run } = await addSample(deps);
      return { data: { list_id: listId, imported: run.imported, rejected: run.rejected } };
    },
  });

  app.post('/import/subscribers/preview', {
    schema: {
      operationId: 'previewImport',
      tags: ['import'],
      summary: 'How the first rows of a CSV file would be imported; nothing is written',
      description: `A multipart form as for the import. No more than ${previewBytes} bytes of \`file\` are read: its beginning will do.`,
      consumes: ['multipart/form-data'],
      response: { 200: dataOf(ref(previewSchema)), ...errorReplies(400, 403) },
    },
    handler: async (request) => {
      const { params, file } = await readImportUpload(request);
      try {
        return { data: await previewImport(fileBytes(file), params) };
      } finally {
        file.resume();
      }
    },
  });

  app.get('/import/subscribers/history', {
    schema: {
      operationId: 'getImports',
      tags: ['import'],
      summary: 'A page of the imports, the latest first',
      querystring: Type.Object(pagingQuery),
      response: { 200: pageOf(ref(importSchema)), ...errorReplies(400, 403) },
    },
    handler: async ({ query }) => {
      await failAbandonedImports(deps.sql, deps.clock.now());
      const { results, total } = await findImports(deps.sql, limitOf(query));
      return pageView({ results: results.map(importView), total }, query);
    },
  });

  app.get('/import/subscribers', {
    schema: {
      operationId: 'getImport',
      tags: ['import'],
      summary: 'How the latest import is getting on, or how it ended',
      response: importReply,
    },
    handler: latestView,
  });

  app.get('/import/subscribers/logs', {
    schema: {
      operationId: 'getImportLog',
      tags: ['import'],
      summary: 'The latest import told in lines',
      response: { 200: dataOf(Type.String()), ...errorReplies(403) },
    },
    handler: async () => ({ data: await importLog(deps.sql) }),
  });

  app.get('/import/subscribers/:id/rejects', {
    schema: {
      operationId: 'getImportRejects',
      tags: ['import'],
      summary: 'The rows that an import rejected, with line and reason, as a CSV file',
      params: idParams,
      response: { ...csvReply, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }, reply) => {
      if (!(await findImport(deps.sql, id))) throw new AppError('not_found', `No import ${id}`, { field: 'id' });
      return sendCsv(reply, { name: `import-${id}-rejects.csv`, lines: Readable.from(exportRejects(deps.sql, id)) });
    },
  });

  app.delete('/import/subscribers', {
    schema: {
      operationId: 'stopImport',
      tags: ['import'],
      summary: 'Stop the import that is running; if none is, forget those that were, with their rejects',
      description:
        '`action` says which of the two alone is meant: an import may end while somebody decides to stop it.',
      querystring: Type.Object({ action: Type.Optional(oneOf(['stop', 'forget'])) }),
      response: importReply,
    },
    handler: async ({ query: { action } }) => {
      const isStopped = action !== 'forget' && (await stopImport(deps.sql, deps.clock.now()));
      if (!isStopped && action !== 'stop') await deleteEndedImports(deps.sql);
      return latestView();
    },
  });
};

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { Deps } from '../../deps.ts';
import { deleteTemplate, setDefaultTemplate } from '../../templates/default-template.ts';
import { getTemplate, listTemplates } from '../../templates/get-template.ts';
import { previewTemplate } from '../../templates/preview-template.ts';
import { createTemplate, updateTemplate } from '../../templates/save-template.ts';
import type { Template } from '../../templates/template.ts';
import { previewReply, sendPreview } from '../preview-reply.ts';
import { dataOf, done, doneSchema, errorReplies, idParams, instant, nameSchema, oneOf, ref } from '../schemas.ts';

const templateSchema = Type.Object(
  {
    id: Type.Integer(),
    created_at: instant,
    updated_at: instant,
    name: Type.String(),
    subject: Type.String(),
    type: oneOf(['campaign']),
    body: Type.String(),
    body_source: Type.Null(),
    is_default: Type.Boolean(),
    used_by: Type.Integer({ description: 'Campaigns that are set in it' }),
  },
  { $id: 'Template' },
);

const templateView = (template: Template, noBody = false): Static<typeof templateSchema> => ({
  id: template.id,
  created_at: template.createdAt,
  updated_at: template.updatedAt,
  name: template.name,
  subject: template.subject,
  type: template.type,
  body: noBody ? '' : template.body,
  body_source: null,
  is_default: template.isDefault,
  used_by: template.usedBy,
});

const subject = Type.String({ maxLength: 5000 });
const body = Type.String({
  maxLength: 2_000_000,
  description: 'HTML with {{ content }}, once, where the campaign’s body goes',
});
const type = oneOf(['campaign']);
const noBodyQuery = Type.Object({ no_body: Type.Optional(Type.Boolean()) });

export const templateRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(templateSchema);
  const templateReply = { 200: dataOf(ref(templateSchema)), ...errorReplies(400, 403) };

  app.get('/templates', {
    schema: {
      operationId: 'getTemplates',
      tags: ['templates'],
      summary: 'All templates',
      querystring: noBodyQuery,
      response: { 200: dataOf(Type.Array(ref(templateSchema))), ...errorReplies(403) },
    },
    handler: async ({ query }) => ({
      data: (await listTemplates(deps.sql)).map((template) => templateView(template, query.no_body)),
    }),
  });

  app.get('/templates/:id', {
    schema: {
      operationId: 'getTemplate',
      tags: ['templates'],
      summary: 'One template',
      params: idParams,
      querystring: noBodyQuery,
      response: templateReply,
    },
    handler: async ({ params: { id }, query }) => ({
      data: templateView(await getTemplate(deps.sql, id), query.no_body),
    }),
  });

  app.get('/templates/:id/preview', {
    schema: {
      operationId: 'previewTemplate',
      tags: ['templates'],
      summary: 'A template around a sample body',
      params: idParams,
      response: { ...previewReply, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }, reply) => {
      const { body } = await getTemplate(deps.sql, id);
      return sendPreview(reply, { html: previewTemplate(body), text: '' });
    },
  });

  app.post('/templates/preview', {
    schema: {
      operationId: 'previewTemplateBody',
      tags: ['templates'],
      summary: 'The same for a template that is not saved',
      body: Type.Object({ type: Type.Optional(type), body }),
      response: { ...previewReply, ...errorReplies(400, 403) },
    },
    handler: async ({ body: { body } }, reply) => sendPreview(reply, { html: previewTemplate(body), text: '' }),
  });

  app.post('/templates', {
    schema: {
      operationId: 'createTemplate',
      tags: ['templates'],
      summary: 'Add a template',
      body: Type.Object({ name: nameSchema, type: Type.Optional(type), subject: Type.Optional(subject), body }),
      response: templateReply,
    },
    handler: async ({ body: { name, subject = '', body } }) => ({
      data: templateView(await createTemplate(deps, { name, subject, body })),
    }),
  });

  app.put('/templates/:id', {
    schema: {
      operationId: 'updateTemplate',
      tags: ['templates'],
      summary: 'Change a template; what is absent stays',
      params: idParams,
      body: Type.Object({
        name: Type.Optional(nameSchema),
        type: Type.Optional(type),
        subject: Type.Optional(subject),
        body: Type.Optional(body),
      }),
      response: templateReply,
    },
    handler: async ({ params: { id }, body: { name, subject, body } }) => ({
      data: templateView(
        await updateTemplate(deps, id, {
          ...(name !== undefined && { name }),
          ...(subject !== undefined && { subject }),
          ...(body !== undefined && { body }),
        }),
      ),
    }),
  });

  app.put('/templates/:id/default', {
    schema: {
      operationId: 'setDefaultTemplate',
      tags: ['templates'],
      summary: 'Make a template the one of campaigns that name none',
      params: idParams,
      response: templateReply,
    },
    handler: async ({ params: { id } }) => ({ data: templateView(await setDefaultTemplate(deps, id)) }),
  });

  app.delete('/templates/:id', {
    schema: {
      operationId: 'deleteTemplate',
      tags: ['templates'],
      summary: 'Delete a template that is not the default',
      params: idParams,
      response: { 200: doneSchema, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => {
      await deleteTemplate(deps, id);
      return done;
    },
  });
};

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { changeUser, removeUser } from '../../auth/change-user.ts';
import { createUser } from '../../auth/create-user.ts';
import { getUser } from '../../auth/get-user.ts';
import { permissions, shortestPassword, type User } from '../../auth/user.ts';
import { allUsers } from '../../auth/user-store.ts';
import type { Deps } from '../../deps.ts';
import { dataOf, done, doneSchema, errorReplies, idParams, instant, instantOrNull, oneOf, ref } from '../schemas.ts';

const userSchema = Type.Object(
  {
    id: Type.Integer(),
    username: Type.String(),
    type: oneOf(['user', 'api']),
    name: Type.String(),
    email: Type.Union([Type.String(), Type.Null()]),
    status: oneOf(['enabled', 'disabled']),
    permissions: Type.Array(Type.String()),
    loggedin_at: instantOrNull,
    created_at: instant,
    updated_at: instant,
  },
  { $id: 'User' },
);

const everyPermission = permissions.flatMap((group) => group.permissions);

const userView = ({ lastSeenAt, createdAt, updatedAt, ...user }: User) => ({
  ...user,
  permissions: everyPermission,
  loggedin_at: lastSeenAt,
  created_at: createdAt,
  updated_at: updatedAt,
});

const username = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s:]+$' });
const name = Type.String({ maxLength: 200 });
const email = Type.Union([Type.String({ maxLength: 254, pattern: '^([^\\s@]+@[^\\s@]+)?$' }), Type.Null()]);
const password = Type.String({ minLength: shortestPassword, maxLength: 1000 });
const status = oneOf(['enabled', 'disabled']);

export const userRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addSchema(userSchema);
  const user = dataOf(ref(userSchema));

  app.get('/users', {
    schema: {
      operationId: 'getUsers',
      tags: ['users'],
      summary: 'All users',
      response: { 200: dataOf(Type.Array(ref(userSchema))), ...errorReplies(403) },
    },
    handler: async () => ({ data: (await allUsers(deps.sql)).map(userView) }),
  });

  app.get('/users/:id', {
    schema: {
      operationId: 'getUser',
      tags: ['users'],
      summary: 'One user',
      params: idParams,
      response: { 200: user, ...errorReplies(400, 403) },
    },
    handler: async ({ params: { id } }) => ({ data: userView(await getUser(deps.sql, id)) }),
  });

  app.post('/users', {
    schema: {
      operationId: 'createUser',
      tags: ['users'],
      summary: 'Add a user; the token of an API user is shown in this answer only, as `password`',
      body: Type.Object({
        username,
        type: oneOf(['user', 'api'], { default: 'user' }),
        name: Type.Optional(name),
        email: Type.Optional(email),
        status: Type.Optional(status),
        password: Type.Optional(Type.Union([password, Type.Null(), Type.Literal('')])),
      }),
      response: {
        200: dataOf(Type.Object({ ...userSchema.properties, password: Type.Union([Type.String(), Type.Null()]) })),
        ...errorReplies(400, 403, 409),
      },
    },
    handler: async ({ body }) => {
      const created = await createUser(deps, {
        username: body.username,
        type: body.type,
        name: body.name ?? '',
        email: body.email || null,
        status: body.status ?? 'enabled',
        password: body.password || undefined,
      });
      return { data: { ...userView(created.user), password: created.token } };
    },
  });

  app.put('/users/:id', {
    schema: {
      operationId: 'updateUser',
      tags: ['users'],
      summary: 'Change a user; what is absent stays, and so does the password when it is blank',
      params: idParams,
      body: Type.Object({
        username: Type.Optional(username),
        name: Type.Optional(name),
        email: Type.Optional(email),
        status: Type.Optional(status),
        password: Type.Optional(Type.Union([password, Type.Null(), Type.Literal('')])),
      }),
      response: { 200: user, ...errorReplies(400, 403, 409) },
    },
    handler: async ({ params: { id }, body: { username, name, email, status, password } }) => ({
      data: userView(
        await changeUser(deps, id, {
          username,
          name,
          email: email === '' ? null : email,
          status,
          password: password || undefined,
        }),
      ),
    }),
  });

  app.delete('/users/:id', {
    schema: {
      operationId: 'deleteUser',
      tags: ['users'],
      summary: 'Remove a user',
      params: idParams,
      response: { 200: doneSchema, ...errorReplies(400, 403, 409) },
    },
    handler: async ({ params: { id } }) => {
      await removeUser(deps, id);
      return done;
    },
  });

  app.get('/profile', {
    schema: {
      operationId: 'getProfile',
      tags: ['users'],
      summary: 'Who is signed in',
      response: { 200: user, ...errorReplies(403) },
    },
    handler: async (request) => ({ data: userView(request.user!) }),
  });

  app.put('/profile', {
    schema: {
      operationId: 'updateProfile',
      tags: ['users'],
      summary: 'Change one’s own name, address or password; a new password ends all sessions',
      body: Type.Object({
        name: Type.Optional(name),
        email: Type.Optional(email),
        password: Type.Optional(Type.Union([password, Type.Null(), Type.Literal('')])),
      }),
      response: { 200: user, ...errorReplies(400, 403) },
    },
    handler: async ({ user: self, body: { name, email, password } }) => ({
      data: userView(
        await changeUser(deps, self!.id, {
          name,
          email: email === '' ? null : email,
          password: password || undefined,
        }),
      ),
    }),
  });
};

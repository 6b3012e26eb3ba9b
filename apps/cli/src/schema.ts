/** `canopy schema`: the GraphQL schema of the server as SDL, for tools that generate code from it. */

import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { ask, type Server } from './server.ts';

export async function schema(server: Server): Promise<string> {
  const introspection = await ask<IntrospectionQuery>(server, getIntrospectionQuery({ descriptions: true }));
  return `${printSchema(buildClientSchema(introspection))}\n`;
}

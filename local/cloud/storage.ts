/**
 * Cloud storage: the `storage.*` actions of the SDK's protocol, and the doors for the bytes (cloud-wire.md §2).
 * Files lie in a folder under the paths they were given.
 */
import { createHmac, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { invalidParameter } from './database/errors';
import type { ActionHandler } from './types';

/** Files of one request, and the longest life of an address in seconds, as the service documents them. */
const MOST_FILES = 50;
const LONGEST_AGE_S = 86_400;
const DEFAULT_AGE_S = 86_400;
/** Largest file that is taken here, in bytes. */
const LARGEST_FILE = 50 * 1024 * 1024;

const PREFIX = 'cloud://local.local/';
const DOOR = '/storage/';

export interface Storage {
  actions: Record<string, ActionHandler>;
  /** Mounts the doors through which files come and go. */
  mount(app: FastifyInstance): void;
}

/** What cloud object storage says when it refuses. */
const refusal = (reply: FastifyReply, code: string, message: string): FastifyReply =>
  reply
    .code(403)
    .type('application/xml')
    .send(
      `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message>` +
        '<Resource>/</Resource><RequestId>local</RequestId><TraceId>local</TraceId></Error>',
    );

/** A path of the cloud: no way up, no empty part, nothing that an address takes for something else. */
function checkedPath(path: unknown): string {
  const parts = typeof path === 'string' ? path.split('/') : [];
  if (parts.length === 0 || parts.some((part) => /^\.{0,2}$/.test(part) || /[?#%\\\0]/.test(part)))
    throw invalidParameter('the path of a file has parts between slashes');
  return parts.join('/');
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_FILES)
    throw invalidParameter(`${what}: 1 to ${MOST_FILES} files in one request`);
  return value as unknown[];
}

/** The path behind a file id; undefined for an id of another environment. */
const pathOf = (fileId: unknown): string | undefined =>
  typeof fileId === 'string' && fileId.startsWith(PREFIX)
    ? checkedPath(fileId.slice(PREFIX.length))
    : undefined;

/** Makes the storage of a folder; `url` gives this machine's address once it listens. */
export function createStorage(folder: string, url: () => string): Storage {
  const key = randomBytes(16);
  const sign = (...parts: Array<string | number>): string =>
    createHmac('sha256', key).update(parts.join('\n')).digest('hex');
  const placeOf = (path: string): string => join(folder, path);
  const isThere = (path: string): boolean =>
    existsSync(placeOf(path)) && statSync(placeOf(path)).isFile();
  const doorOf = (path: string): string =>
    `${url()}${DOOR}${path.split('/').map(encodeURIComponent).join('/')}`;

  const download = (item: unknown): object => {
    const { fileid, max_age: age = DEFAULT_AGE_S } = item as { fileid?: unknown; max_age?: number };
    const path = pathOf(fileid);
    if (path === undefined || !isThere(path))
      return { fileID: fileid, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '', maxAge: age };
    const until = Math.floor(Date.now() / 1000) + Math.min(age, LONGEST_AGE_S);
    // Not encoded: the SDK does that.
    const tempFileURL = `${url()}${DOOR}${path}?sign=${sign('get', path, until)}&t=${until}`;
    return { fileID: fileid, code: 'SUCCESS', tempFileURL, maxAge: age };
  };

  const remove = (fileId: unknown): object => {
    const path = pathOf(fileId);
    if (path === undefined || !isThere(path))
      return { fileID: fileId, code: 'STORAGE_FILE_NONEXIST' };
    rmSync(placeOf(path));
    return { fileID: fileId, code: 'SUCCESS' };
  };

  const put = (path: string, bytes: Buffer): void => {
    const place = placeOf(path);
    mkdirSync(dirname(place), { recursive: true });
    const partial = `${place}.${randomBytes(4).toString('hex')}.part`;
    writeFileSync(partial, bytes);
    renameSync(partial, place);
  };

  return {
    actions: {
      'storage.getUploadMetadata': async (body) => {
        const path = checkedPath(body.path);
        const fileId = `${PREFIX}${path}`;
        const authorization = sign('put', path);
        // Travels as a header: letters and digits only.
        const cosFileId = sign('id', path);
        return {
          data: { url: doorOf(path), token: 'local', authorization, fileId, cosFileId },
        };
      },
      'storage.batchGetDownloadUrl': async (body) => ({
        data: { download_list: listOf(body.file_list, 'file_list').map(download) },
      }),
      'storage.batchDeleteFile': async (body) => ({
        data: { delete_list: listOf(body.fileid_list, 'fileid_list').map(remove) },
      }),
    },
    mount(app) {
      void app.register((scope, _options, done) => {
        scope.removeAllContentTypeParsers();
        const parser = { parseAs: 'buffer', bodyLimit: LARGEST_FILE } as const;
        scope.addContentTypeParser('*', parser, (_request, body, parsed) => parsed(null, body));
        scope.put<{ Params: { '*': string } }>(`${DOOR}*`, async (request, reply) => {
          const path = checkedPath(request.params['*']);
          if (request.headers.authorization !== sign('put', path))
            return refusal(reply, 'SignatureDoesNotMatch', 'the signature does not match');
          put(path, (request.body as Buffer | undefined) ?? Buffer.alloc(0));
          return reply.send('');
        });
        scope.get<{ Params: { '*': string }; Querystring: { sign?: string; t?: string } }>(
          `${DOOR}*`,
          async (request, reply) => {
            const path = checkedPath(request.params['*']);
            const until = Number(request.query.t);
            if (request.query.sign !== sign('get', path, until) || until * 1000 < Date.now())
              return refusal(reply, 'AccessDenied', 'the address is wrong or no longer valid');
            if (!isThere(path)) return reply.code(404).send('');
            return reply.type('application/octet-stream').send(readFileSync(placeOf(path)));
          },
        );
        done();
      });
    },
  };
}

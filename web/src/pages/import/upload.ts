import { useSyncExternalStore } from 'react';
import { ApiError, noteExpiry } from '../../api/api-error.ts';
import { type ImportParams, importForm } from './params.ts';

/** A file on its way. The API reads no faster than it imports, so this is also how far the import is. */
export interface Upload {
  fileName: string;
  /** From 0 to 1. */
  sent: number;
  isRunning: boolean;
  /** Why it did not end well. */
  error: ApiError | null;
}

let upload: Upload | null = null;
const listeners = new Set<() => void>();

function change(next: Upload | null): void {
  upload = next;
  for (const listener of listeners) listener();
}

/** The upload of this tab, which goes on while other pages are looked at. */
export function useUpload(): Upload | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => upload,
  );
}

export function forgetUpload(): void {
  change(null);
}

/** Sends the file and resolves once it is imported, or that failed. `fetch` could not tell how much has been sent. */
export function startUpload(file: File, params: ImportParams): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const request = new XMLHttpRequest();
  const running = { fileName: file.name, isRunning: true, error: null };

  function end(error: ApiError | null) {
    removeEventListener('beforeunload', askFirst);
    if (error) noteExpiry(error);
    change({ ...running, sent: 1, isRunning: false, error });
    resolve();
  }

  request.upload.addEventListener('progress', ({ loaded, total }) =>
    change({ ...running, sent: total > 0 ? loaded / total : 0 }),
  );
  request.addEventListener('error', () => end(ApiError.unreachable()));
  request.addEventListener('load', () => {
    if (request.status < 400) return end(null);
    void ApiError.of(new Response(request.responseText, { status: request.status })).then(end);
  });
  addEventListener('beforeunload', askFirst);
  change({ ...running, sent: 0 });
  request.open('POST', '/api/import/subscribers');
  request.send(importForm(params, file, file.name));
  return promise;
}

/** With the tab the rest of the file would be gone. */
function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

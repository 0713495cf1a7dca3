import type { ErrorCatalog } from '@tributary/http';

export const errors = {
  RELEASE_KNOWN: { status: 409, title: 'The release is there already', remedy: 'Give the model a new release.' },
} as const satisfies ErrorCatalog;

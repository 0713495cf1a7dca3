import type { ErrorCatalog } from '@tributary/http';

export const errors = {
  RELEASE_KNOWN: { status: 409, title: 'The release is there already', remedy: 'Give the model a new release.' },
  MODEL_UNFIT: {
    status: 422,
    title: 'Nobody can be assessed by this model',
    remedy: 'Mend what `errors` names and publish again.',
  },
  MODEL_SEALED: { status: 409, title: 'A published release never changes', remedy: 'Draft the next release.' },
} as const satisfies ErrorCatalog;

// breaks: @typescript-eslint/switch-exhaustiveness-check
export function shade(status: 'draft' | 'approved'): string {
  switch (status) {
    case 'draft':
      return 'grey';
  }
  return 'green';
}

type Piece = string | { readonly token: string; readonly hex: boolean };

/** A text in which some words stand for others that each request brings; they are found in plain and, for a bytea, in hexadecimal. */
export class Template {
  readonly #pieces: readonly Piece[];

  constructor(text: string, tokens: Readonly<Record<string, string>>) {
    let pieces: Piece[] = [text];
    for (const [token, sample] of Object.entries(tokens)) {
      pieces = cut(pieces, sample, { token, hex: false });
      pieces = cut(pieces, Buffer.from(sample).toString('hex'), { token, hex: true });
    }
    this.#pieces = pieces;
  }

  fill(words: Readonly<Record<string, string>>): string {
    let text = '';
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') text += piece;
      else text += piece.hex ? Buffer.from(words[piece.token] ?? '').toString('hex') : (words[piece.token] ?? '');
    }
    return text;
  }
}

function cut(pieces: readonly Piece[], sample: string, stand: Piece): Piece[] {
  return pieces.flatMap((piece) =>
    typeof piece === 'string'
      ? piece.split(sample).flatMap((part, at) => (at === 0 ? [part] : [stand, part]))
      : [piece],
  );
}

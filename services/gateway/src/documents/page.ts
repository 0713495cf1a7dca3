/** Text that is already HTML. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = Html | string | number | readonly (Html | string)[];

function escaped(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(escaped).join('');
  return String(piece).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Builds HTML; what is put in is escaped unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.reduce((text, part, index) => text + escaped(pieces[index - 1] ?? '') + part));
}

const style = new Html(`
  body { font: 16px/1.55 system-ui, sans-serif; color: #1b2430; margin: 0 auto; max-width: 68rem; padding: 1.5rem; }
  nav a { margin-right: 1.25rem; } a { color: #0b5cad; } h1 { margin: 1rem 0 .25rem; } h2 { margin-top: 2.25rem; }
  pre { background: #10202f; color: #e8f0f7; padding: .9rem 1rem; border-radius: 6px; overflow-x: auto; font-size: .85rem; }
  code { font-family: ui-monospace, monospace; font-size: .92em; } table { border-collapse: collapse; width: 100%; }
  td, th { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid #dde4ea; } tr:target { background: #fff6d6; }
`);

export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Tributary</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <nav>
          <a href="/docs">API</a><a href="/docs/getting-started">Getting started</a><a href="/docs/errors">Errors</a
          ><a href="/docs/events">Events</a><a href="/docs/operating-events">Operating events</a
          ><a href="/openapi.json">openapi.json</a><a href="/asyncapi.json">asyncapi.json</a>
        </nav>
        <h1>${title}</h1>
        ${body}
      </body>
    </html> `.text;
}

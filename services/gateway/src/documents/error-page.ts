import type { ErrorCatalog } from '@tributary/http';
import { html, page, type Html } from './page.js';

export interface NamedCatalog {
  readonly name: string;
  readonly errors: ErrorCatalog;
}

/** Every code with its remedy; the `type` of a problem links to its row. */
export function errorPage(catalogs: readonly NamedCatalog[]): string {
  const codes = [...new Set(catalogs.flatMap(({ errors }) => Object.keys(errors)))].sort();
  return page(
    'Errors',
    html`<p>
        Every refusal is a problem document (RFC 9457) with a stable <code>code</code>. Program against the code, show
        the <code>detail</code>.
      </p>
      <table>
        <thead>
          <tr>
            <th>Code</th>
            <th>Status</th>
            <th>Meaning</th>
            <th>What to do</th>
            <th>Answered by</th>
          </tr>
        </thead>
        <tbody>
          ${codes.map((code) =>
            row(
              code,
              catalogs.filter(({ errors }) => code in errors),
            ),
          )}
        </tbody>
      </table>`,
  );
}

function row(code: string, by: readonly NamedCatalog[]): Html {
  const entry = by[0]!.errors[code]!;
  return html`<tr id="${code}">
    <td><code>${code}</code></td>
    <td>${entry.status}</td>
    <td>${entry.title}</td>
    <td>${entry.remedy}</td>
    <td>${by.map(({ name }) => name).join(', ')}</td>
  </tr> `;
}

/** The same as data: code to status, title, remedy and the services that answer with it. */
export function errorList(catalogs: readonly NamedCatalog[]): Record<string, unknown> {
  const list: Record<string, { status: number; title: string; remedy: string; services: string[] }> = {};
  for (const { name, errors } of catalogs) {
    for (const [code, entry] of Object.entries(errors)) (list[code] ??= { ...entry, services: [] }).services.push(name);
  }
  return list;
}

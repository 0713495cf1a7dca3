import type { EventDefinition } from '@tributary/contracts';
import { html, page, type Html } from './page.js';

/** Every event that leaves Tributary or that it takes in, with its topic and a sample of its data. */
export function eventPage(events: readonly EventDefinition[]): string {
  return page(
    'Events',
    html`<p>
        CloudEvents 1.0 in binary mode: the envelope in <code>ce_*</code> headers, the data as JSON. At least once, with
        the same <code>id</code> on every redelivery, and in the order of <code>sequence</code> per key. Drop what is
        not newer than what you have stored. Each event carries the fact and the whole public state after it. What
        stands under erp is yours to publish: Tributary takes it in.
      </p>
      ${[...new Set(events.map(({ service }) => service))].map(
        (service) =>
          html`<h2>${service}</h2>
            ${events.filter((event) => event.service === service).map(entry)}`,
      )}`,
  );
}

function entry(event: EventDefinition): Html {
  return html`<h3 id="${event.type}">${event.name}</h3>
    <p>${event.summary}</p>
    <p>
      <code>${event.type}</code> on
      <code>${event.topic}</code
      >${event.stateTopic === null ? '' : html`, compacted on <code>${event.stateTopic}</code>`}
    </p>
    <details>
      <summary>Sample</summary>
      <pre>${JSON.stringify(event.sample, null, 2)}</pre>
    </details> `;
}

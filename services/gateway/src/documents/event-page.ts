import { dataSchemaOf, toJsonSchema, type EventDefinition } from '@tributary/contracts';
import { eventFields, type EventField } from './event-fields.js';
import { eventGuide } from './event-guide.js';
import { html, page, type Html } from './page.js';

/** How to consume, and every event that leaves Tributary or that it takes in: its fact, when it is told, its sample and its fields. */
export function eventPage(events: readonly EventDefinition[]): string {
  const services = [...new Set(events.map(({ service }) => service))];
  return page(
    'Events',
    html`<p>
        ${services.map((service) => html`<a href="#${service}">${service}</a> `)}
        <a href="#guide">How to consume</a>
      </p>
      ${eventGuide}
      ${services.map(
        (service) =>
          html`<h2 id="${service}">${service}</h2>
            ${events.filter((event) => event.service === service).map(entry)}`,
      )}`,
  );
}

function entry(event: EventDefinition): Html {
  const { type, name, summary, when, topic, stateTopic, key, audience, sample } = event;
  return html`<h3 id="${type}">${name}</h3>
    <p>${summary} <i>${when}.</i></p>
    <p>
      <code>${type}</code> on
      <code>${topic}</code>${stateTopic === null ? '' : html`, the last of each key on <code>${stateTopic}</code>`};
      ${key === null ? 'key of your choice' : html`key <code>${key}</code>`};
      ${audience === 'vendor' ? 'vendor only' : 'vendor and the partner whom it concerns'};
      <a href="${dataSchemaOf(event)}">schema</a>
    </p>
    <details>
      <summary>Sample</summary>
      <pre>${JSON.stringify(sample, null, 2)}</pre>
    </details>
    <details>
      <summary>Fields</summary>
      <table>
        ${eventFields(toJsonSchema(event)).map(row)}
      </table>
    </details> `;
}

function row({ path, kind, mayBeMissing, meaning, words, personal }: EventField): Html {
  return html`<tr>
    <td><code>${path}</code></td>
    <td>${kind}${mayBeMissing ? ', may be missing' : ''}</td>
    <td>
      ${meaning}${words.length === 0 ? '' : html`: ${words.map((word) => html`<code>${word}</code> `)}`}${
        personal === undefined ? '' : html` <i>(personal data: ${personal})</i>`
      }
    </td>
  </tr>`;
}

import { html, type Html } from './page.js';

/** What a consumer may rely on, and how it keeps a copy that is right. */
export const eventGuide: Html = html`<h2 id="guide">How to consume</h2>
  <p>
    Events are CloudEvents 1.0. On Kafka they come in binary mode: the attributes as <code>ce_*</code> headers, the data
    as JSON in the value. Each carries the fact and the <b>whole public state after it</b>, so nothing needs to be asked
    for. <a href="/asyncapi.json">asyncapi.json</a> describes topics, headers and data for machines; each event's
    <code>ce_dataschema</code> is the address of its JSON Schema. TypeScript has <code>@tributary/contracts</code>:
    <code>parseEvent(message.headers, message.value)</code> answers a typed event.
  </p>
  <h3>What is promised</h3>
  <table>
    <tbody>
      <tr>
        <th>Nothing is lost</th>
        <td>What a call answered with success is on its topic moments later, whatever crashes in between.</td>
      </tr>
      <tr>
        <th>At least once</th>
        <td>The same event may come again, always with the same <code>id</code> and <code>sequence</code>.</td>
      </tr>
      <tr>
        <th>In order per key</th>
        <td>
          All events of one aggregate have its id as key and lie in one partition in the order of
          <code>sequence</code>. There is <b>no order across keys or topics</b>: a deal may be heard of before its
          partner.
        </td>
      </tr>
      <tr>
        <th>Numbers may be left out</th>
        <td>
          <code>sequence</code> is the version of the aggregate and grows with every change, also with those that are
          nobody else's business. A gap is no loss: the next event brings the whole state.
        </td>
      </tr>
      <tr>
        <th>Versions stay compatible</th>
        <td>
          Within a version nothing is removed, renamed or given another type, bound or format. Optional fields, words of
          a vocabulary and whole event types may be added: ignore what you do not know, and have a branch for a word
          that you do not know. Anything else is a new type, <code>.v2</code>, told beside the old one for a time.
        </td>
      </tr>
      <tr>
        <th>Nobody's name</th>
        <td>
          Names and addresses of persons are in no event. What stands for a person (a token's subject, the id of a user)
          and where people may have written a name is marked per field with <code>x-personal-data</code>.
        </td>
      </tr>
      <tr>
        <th>Not promised</th>
        <td>
          Exactly once, order across keys, a time of arrival, or events older than the retention (30 days unless your
          installation sets <code>EVENT_RETENTION_DAYS</code>). State topics keep the last event of each key for ever.
        </td>
      </tr>
    </tbody>
  </table>
  <h3>A copy that is right</h3>
  <ol>
    <li>Look up what you have stored under <code>subject</code> (the message's key).</li>
    <li>Drop the event if its <code>sequence</code> is not greater than the stored one: it is a repetition.</li>
    <li>
      Replace the stored state by that of the event, and store its <code>sequence</code> with it, in one transaction.
    </li>
    <li>Commit the offset after that, never before. Whatever is redelivered then, step 2 drops.</li>
    <li>
      An event that cannot be read: set it aside with its offset, alarm, and go on. The next event of its key heals the
      copy.
    </li>
  </ol>
  <h3>A new subscriber, or one that was away longer than the retention</h3>
  <ul>
    <li>
      Where there is a topic <code>….state</code>: read it from the start, then the events. A null value there says that
      its key is to be forgotten.
    </li>
    <li>
      Elsewhere (deals, opportunities, leads): page the export once, such as
      <code>GET /v1/deal-registrations/export?format=ndjson</code>. A row's <code>version</code> is the
      <code>sequence</code> of its state, as 20 digits. Then read the topic from the start of what is left; step 2 drops
      what the export already knew.
    </li>
  </ul>
  <p>
    <code>libs/contracts/examples/crm-copy-of-deals.ts</code> is such a consumer in one short file. Events about what
    only the vendor may know are marked "vendor only": do not pass them on to partners. What stands under erp is yours
    to publish: Tributary takes it in once per <code>ce_id</code>.
  </p>`;

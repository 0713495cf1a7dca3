import { eventMetrics } from '@tributary/http';
import { html, page, type Html } from './page.js';

interface Alarm {
  readonly when: string;
  readonly means: string;
  readonly todo: string;
}

/** Each with an expression that Prometheus takes as it is. */
const alarms: readonly Alarm[] = [
  {
    when: 'sum by (service) (consumer_dead_keys + consumer_dead_letters) > 0',
    means: 'An event will not take effect by itself any more. With a dead key all later events of the key wait too.',
    todo: 'Decide today: retry, edit or discard. See below.',
  },
  {
    when: 'consumer_stopped_handler == 1',
    means:
      'More than half of the last 50 events of a handler failed, most likely since a deployment. It is given one event each half minute; the other handlers go on without it.',
    todo: 'Mend or roll back the service. It then catches up by itself, in order, from where it stopped: consumer_backlog_events falls to 0.',
  },
  {
    when: 'consumer_paused_partitions > 0 for 2m, or /health/ready is 503',
    means:
      'A database or the log is away. Nothing is lost and nothing counts against an event: it is tried again after 0.2 s up to 30 s.',
    todo: 'Bring back what /health/ready names. Everything goes on by itself.',
  },
  {
    when: 'outbox_oldest_seconds > 60',
    means: 'Facts are committed and do not reach the log.',
    todo: 'See relay in /health/ready, and relay_failures_total.',
  },
  {
    when: 'consumer_parked_keys > 0 for 1h',
    means: 'An event fails again and again and still has retries before it: after 10 s, 1 m, 5 m, 30 m, 2 h and 6 h.',
    todo: 'No hurry. Look at the error; often it is a fact that has not arrived yet.',
  },
  {
    when: 'consumer_lag_events grows for 10m',
    means:
      'Events come faster than they are handled, or one handler is slow: compare consumer_handled_events_total by handler.',
    todo: 'More replicas of the service, up to the partitions of the topic.',
  },
];

const decisions: readonly (readonly [string, Html])[] = [
  [
    'Something was missing or away (a rate, a partner that was not known yet, a timeout) and is there now',
    html`<code>retry</code>, or <code>retry-by-error</code> for every key with that error`,
  ],
  ['The handler was wrong and has been mended', html`<code>retry-by-error</code> after the deployment`],
  [
    'The event itself is wrong and you know what is right',
    html`<code>edit</code>: the data are held to the contract before they are stored; before and after stay in the
      history`,
  ],
  [
    'The event must never take effect (a test, a duplicate under another id)',
    html`<code>discard</code>. The replica or account lacks this fact from then on: tell whoever owns it`,
  ],
  ['You do not know', html`Leave it. A dead key waits as long as it takes, in order, and other keys go on`],
];

/** What to do when an event cannot be handled, for whoever is woken by it. */
export function operatingEventsPage(url: string, developmentIssuer: boolean): string {
  return page(
    'Operating events',
    html`<p>
        An event that fails is tried three times at once. Then its key is <b>parked</b>: its later events wait behind it
        in order, other keys go on. (Of a handler whose effects do not depend on the order it alone is set aside:
        <code>alone</code>.) After the last retry the key is <b>dead</b> and waits for a person. What can never be read
        becomes a <b>dead letter</b> at once, with its bytes as they came.
      </p>
      <h2>At two in the morning</h2>
      <pre>
export TRIBUTARY_URL=${url}${developmentIssuer ? '' : '\nexport TRIBUTARY_TOKEN=...   # of an administrator of the vendor'}
curl -s ${url}/health/ready                   # is something away? then bring it back, nothing else is needed

npm run events -- list                        # what waits, in every service, and why
npm run events -- show SERVICE ID             # the key with its events, each with its data
npm run events -- retry SERVICE ID            # decide; see the table
npm run events -- retry-by-error SERVICE "rate in CHF"
npm run events -- edit SERVICE ID --data right.json --reason "currency misspelled, ticket 4711"
npm run events -- discard SERVICE ID --reason "sent by a test, ticket 4712"
npm run events -- history SERVICE             # who decided what, and why</pre>
      <p>
        The same over HTTP, for vendor administrators alone: <code>/v1/events/SERVICE/parked-keys</code>,
        <code>/v1/events/SERVICE/dead-letters</code> and <code>/v1/events/SERVICE/interventions</code>; see
        <a href="/docs">the API</a>. An <code>If-Match</code> with the version that you have read refuses what somebody
        else has changed meanwhile.
      </p>
      <h2>What to decide</h2>
      <table>
        <tr>
          <th>What <code>show</code> tells</th>
          <th>Do</th>
        </tr>
        ${decisions.map(
          ([found, todo]) =>
            html`<tr>
              <td>${found}</td>
              <td>${todo}</td>
            </tr>`,
        )}
      </table>
      <h2>Alarms</h2>
      <table>
        <tr>
          <th>When</th>
          <th>It means</th>
          <th>Do</th>
        </tr>
        ${alarms.map(
          ({ when, means, todo }) =>
            html`<tr>
              <td><code>${when}</code></td>
              <td>${means}</td>
              <td>${todo}</td>
            </tr>`,
        )}
      </table>
      <h2>Metrics</h2>
      <p>
        On the metrics port of every service; each has the label <code>service</code>. Totals count since the start.
      </p>
      <table>
        ${eventMetrics.map(
          ({ name, labels, help }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td>${labels.join(', ')}</td>
              <td>${help}</td>
            </tr>`,
        )}
      </table>
      <h2>Log lines</h2>
      <p>
        Each incident is one line with the fields <code>incident</code> (<code>parked</code>,
        <code>still-failing</code>, <code>dead</code>, <code>stopped</code>, <code>going-on</code>,
        <code>waiting</code>, <code>recovered</code>, <code>lost</code>), <code>handler</code>, <code>key</code>,
        <code>eventId</code> and <code>error</code>; <code>dead</code>, <code>stopped</code> and <code>lost</code> on
        level error.
      </p>`,
  );
}

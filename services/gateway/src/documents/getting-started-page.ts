import { html, page, type Html } from './page.js';

/** Calls that work when they are pasted into a shell, in the order in which a newcomer needs them. */
export function gettingStartedPage(url: string, developmentIssuer: boolean): string {
  return page(
    'Getting started',
    html`${developmentIssuer ? developmentToken(url) : providerToken(url)}
      <h2>2. Read</h2>
      <p>
        Lists take <code>limit</code> and <code>cursor</code> and answer <code>items</code> and <code>nextCursor</code>.
        To follow what changes, ask with <code>updatedSince</code> from a minute before the last time, as a change can
        be seen some seconds after its instant, and tell by <code>id</code> and <code>version</code> what you have seen.
      </p>
      <pre>curl -s "${url}/v1/deal-registrations?limit=5" -H "Authorization: Bearer $TOKEN"</pre>
      <h2>3. Register a deal</h2>
      <p>
        A new thing is a <code>POST</code> on its noun, a transition a <code>POST</code> on its verb
        (<code>/approve</code>, <code>/withdraw</code>). With an <code>Idempotency-Key</code> the same call may be
        repeated as often as the network likes: it takes effect once, and the first success comes back with
        <code>Idempotent-Replayed: true</code>. Choose the key once:
      </p>
      <pre>KEY=getting-started</pre>
      <p>Paste this twice, and look for that header the second time.</p>
      <pre>
curl -si -X POST ${url}/v1/deal-registrations \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: $KEY" \\
  -d '{"customer":{"name":"Hooli","country":"US","domain":"hooli.com"},
       "lines":[{"sku":"GTX-PRO","quantity":"4","value":{"amount":"19284.00","currency":"USD"}}],
       "expectedCloseOn":"${nextYear()}-03-31"}' | tee deal.json
DEAL=$(sed -n 's/.*"id":"\\([0-9a-f-]*\\)","number":"DR-.*/\\1/p' deal.json)</pre>
      <h2>4. Change without treading on toes</h2>
      <p>
        Every representation carries an <code>ETag</code>. Send it back as <code>If-Match</code>: a stale one is refused
        with 412.
      </p>
      <pre>
curl -si ${url}/v1/deal-registrations/$DEAL -H "Authorization: Bearer $TOKEN" | grep -i ^etag
curl -s -X POST ${url}/v1/deal-registrations/$DEAL/withdraw -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" -H 'If-Match: "1"' -d '{"reason":"Only a try"}'</pre>
      <h2>5. See who did what</h2>
      <pre>curl -s ${url}/v1/deal-registrations/$DEAL/history -H "Authorization: Bearer $TOKEN"</pre>
      <h2>6. Load your data</h2>
      <p>
        Imports stream CSV or NDJSON and answer one line per row; <code>dryRun=true</code> changes nothing. They need
        another role than a partner's.
      </p>
      ${developmentIssuer ? asSystem(url) : html``}
      <pre>
printf 'code,name\\nDEMO,A family to try\\n' | curl -s -X POST "${url}/v1/product-families/import?dryRun=true" \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: text/csv" --data-binary @-</pre>
      <h2>When something is refused</h2>
      <p>
        The answer is a problem document whose <code>code</code> stands in the
        <a href="/docs/errors">list of errors</a> with its remedy. Name the <code>traceId</code> when you ask us.
      </p>`,
  );
}

function developmentToken(url: string): Html {
  return html`<h2>1. Get a token</h2>
    <p>This installation brings its own issuer with personas to play. <a href="/dev/personas">See them all.</a></p>
    <pre>
TOKEN=$(curl -s -X POST ${url}/dev/token -H "Content-Type: application/json" \\
  -d '{"persona":"reseller-sales"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')</pre>`;
}

function providerToken(url: string): Html {
  return html`<h2>1. Get a token</h2>
    <p>
      Ask your OpenID Connect provider for an access token (client credentials for a system, authorization code for a
      person); <a href="${url}/.well-known/oauth-protected-resource">the issuer is named here</a>.
    </p>
    <pre>TOKEN=...</pre>`;
}

function asSystem(url: string): Html {
  return html`<pre>
TOKEN=$(curl -s -X POST ${url}/dev/token -H "Content-Type: application/json" \\
  -d '{"persona":"crm-service"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')</pre>`;
}

function nextYear(): number {
  return new Date().getUTCFullYear() + 1;
}

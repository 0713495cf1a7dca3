/** The interactive reference: Swagger UI from our own disk, so that it works without the internet. */
export const referencePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tributary API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"><link rel="icon" href="/docs/assets/favicon-32x32.png">
<style>body{margin:0;font-family:system-ui,sans-serif}nav{padding:.75rem 1.5rem;background:#10202f;color:#fff;display:flex;gap:1.25rem;align-items:center;flex-wrap:wrap}nav a{color:#cfe3f5}select{padding:.2rem}</style></head>
<body>
<nav><strong>Tributary</strong><a href="/docs/getting-started">Getting started</a><a href="/docs/errors">Errors</a><a href="/docs/events">Events</a><a href="/openapi.json">openapi.json</a><a href="/asyncapi.json">asyncapi.json</a>
<label id="personas" hidden>Act as <select></select></label></nav>
<div id="reference"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/reference.js"></script>
</body></html>
`;

export const referenceScript = `const reference = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', filter: true, persistAuthorization: true, validatorUrl: null });
const label = document.getElementById('personas');
const select = label.querySelector('select');
fetch('/dev/personas').then((answer) => (answer.ok ? answer.json() : { items: [] })).then(({ items }) => {
  if (items.length === 0) return;
  label.hidden = false;
  for (const { persona } of [{ persona: '' }, ...items]) select.add(new Option(persona || 'nobody', persona));
});
select.addEventListener('change', async () => {
  if (!select.value) return reference.authActions.logout(['bearer']);
  const answer = await fetch('/dev/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ persona: select.value }) });
  reference.preauthorizeApiKey('bearer', (await answer.json()).accessToken);
});
`;

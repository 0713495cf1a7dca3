/** Where the world reaches the gateway if nobody says: `npm start` on this machine. */
export const usualPublicUrl = 'http://127.0.0.1:3000';

/** PUBLIC_URL: the schemas of events are named by it, so it is absolute and has no slash at its end. */
export function publicUrlFrom(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = environment['PUBLIC_URL']?.trim();
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username === '';
  if (!isAddress) throw new Error(`PUBLIC_URL is an address such as https://prm.example.com, not "${text}".`);
  return url.href.replace(/\/+$/, '');
}

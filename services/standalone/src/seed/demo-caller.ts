import type { ServiceName } from '@tributary/contracts';
import type { SeedContext } from './seed.js';

/** A refusal that passes by itself: facts travel between services in moments. */
const passing = ['NOT_YET_KNOWN', 'PARTNER_NOT_ACTIVE', 'UNKNOWN_DISTRIBUTOR'];
const patienceMilliseconds = 20_000;

/** Calls the services as the personas do, so that nothing comes into the demo that the rules would refuse. */
export class DemoCaller {
  constructor(
    private readonly context: SeedContext,
    private readonly service: ServiceName,
    private readonly persona: string,
    private readonly partnerId?: string,
  ) {}

  as(persona: string, partnerId?: string): DemoCaller {
    return new DemoCaller(this.context, this.service, persona, partnerId);
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, { 'content-type': 'application/json' }, JSON.stringify(body));
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>('PUT', path, { 'content-type': 'application/json' }, JSON.stringify(body));
  }

  async importCsv(path: string, csv: string): Promise<void> {
    await this.call('POST', path, { 'content-type': 'text/csv' }, csv);
  }

  private async call<T>(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<T> {
    const { url } = this.context.service(this.service);
    const authorization = `Bearer ${await this.context.token(this.persona, this.partnerId)}`;
    const until = Date.now() + patienceMilliseconds;
    for (;;) {
      const answer = await fetch(`${url}/v1/${path}`, {
        method,
        headers: { authorization, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      if (answer.ok) return read<T>(text);
      const { code } = read<{ code?: string }>(text);
      if (!passing.includes(code ?? '') || Date.now() > until)
        throw new Error(`The demo could not ${method} ${path}: ${answer.status} ${text}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

function read<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return {} as T; // an import answers line by line
  }
}

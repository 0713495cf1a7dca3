import { personas, type DevelopmentIssuer } from '@tributary/gateway';
import { demo } from '../seed/demo.js';
import type { SeedClock } from '../seed/seed-clock.js';
import type { SeedContext } from '../seed/seed.js';
import type { InstallationNotes } from './installation-notes.js';
import type { RunningServices } from './running-services.js';

export interface DemoParts {
  readonly services: RunningServices;
  readonly notes: InstallationNotes;
  readonly issuer: DevelopmentIssuer | null;
  /** The services' own. */
  readonly clock: SeedClock;
  readonly say: (line: string) => void;
}

/** Tells the demo through services of this process, whose clock travels. Interrupted, it is begun again by the next start. */
export async function prepareDemo({ services, notes, issuer, clock, say }: DemoParts): Promise<void> {
  say('Preparing the demo');
  await notes.noteSeed('begun');
  await notes.noteBindings(await demo({ service: services.named.bind(services), token: tokensOf(issuer), clock, say }));
  clock.returnToPresent();
  await notes.noteSeed('demo');
}

function tokensOf(issuer: DevelopmentIssuer | null): SeedContext['token'] {
  return async (name, partnerId) => {
    const persona = personas.find((one) => one.persona === name);
    if (issuer === null || persona === undefined)
      throw new Error('The demo is told by the personas of the development issuer. Start with SEED=none.');
    return (await issuer.tokenFor(persona, partnerId)).accessToken;
  };
}

import { Controller, Logger, Module } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { type LogConfig, On } from '@tributary/messaging';
import { partner, type TestService, vendor } from '@tributary/testing';
import type { ServiceDefinition } from '../src/index.js';
import { noteWrittenV1 } from './sample/note.schema.js';
import { sampleService } from './sample/sample-service.js';

/** A log that can be taken away and brought back, and that can deliver again what it has delivered. */
export interface LogToBreak {
  readonly log?: LogConfig;
  away(service: TestService): Promise<void>;
  back(service: TestService): Promise<void>;
  /** Everything that is on the note's topic, or at least its last record, comes again. */
  repeat(service: TestService): Promise<void>;
  stop(): Promise<void>;
}

export type Incident = Readonly<Record<'incident' | 'handler' | 'key' | 'eventId' | 'error', string>>;

const anna = partner('01970d3e-0000-7000-8000-00000000000a', 'sales');
export const admin = vendor('admin');
export const topic = noteWrittenV1.topic;
export const long = 180_000;

/** What the handler does before its effect; each test sets its own. */
export const behave: { now: (text: string) => void | Promise<void> } = { now: () => undefined };
export const taken: string[] = [];
export const neighboursTaken: string[] = [];
export const ofReader = { handler: 'reader' };

@Controller()
class Reader {
  @On(noteWrittenV1, 'reader')
  async react({ data }: ReceivedEvent<{ text: string }>): Promise<void> {
    await behave.now(data.text);
    taken.push(data.text);
  }
}

@Controller()
class Neighbour {
  @On(noteWrittenV1, 'neighbour')
  react({ data }: ReceivedEvent<{ text: string }>): Promise<void> {
    neighboursTaken.push(data.text);
    return Promise.resolve();
  }
}

@Module({ controllers: [Reader, Neighbour] })
class ReaderModule {}

export const watchedService: ServiceDefinition = {
  ...sampleService,
  modules: [...sampleService.modules, ReaderModule],
};

/** What can be seen of a service from outside: its log lines, metrics and endpoints. */
export class Watch {
  readonly incidents: Incident[] = [];

  constructor(private readonly service: TestService) {
    const note = (line: unknown): void => {
      if (typeof line === 'object' && line !== null && 'incident' in line) this.incidents.push(line as Incident);
    };
    const quiet = () => undefined;
    Logger.overrideLogger({ log: note, warn: note, error: note, fatal: quiet, debug: quiet, verbose: quiet });
  }

  async write(text: string): Promise<string> {
    return (await this.service.call('POST /v1/notes', { as: anna, body: { text } })).body.id as string;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test looks at is for the test to say
  async list(noun: string): Promise<any[]> {
    return (await this.service.call(`GET /v1/events/sales/${noun}?handler=reader`, { as: admin })).body.items;
  }

  ready() {
    return this.service.call('GET /health/ready');
  }

  async metric(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
    const known = (await this.service.running.registry.getMetricsAsJSON()).find((each) => each.name === name);
    const values = (known?.values ?? []) as { value: number; labels: Record<string, unknown> }[];
    return values.find((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value))?.value;
  }

  async eventually<T>(what: string, question: () => Promise<T | false | undefined>): Promise<T> {
    for (const end = Date.now() + long / 2; Date.now() < end; await new Promise((wake) => setTimeout(wake, 100))) {
      const answer = await question();
      if (answer !== false && answer !== undefined) return answer;
    }
    const seen = JSON.stringify([(await this.ready()).body, this.incidents]);
    throw new Error(`It never came: ${what}. ${seen}`);
  }

  tookEffect(text: string): Promise<boolean> {
    return this.eventually(`"${text}" takes effect`, () => Promise.resolve(taken.includes(text)));
  }

  runsOf(text: string): number {
    return taken.filter((each) => each === text).length;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Member, type Kind } from './member.js';
import type { Brief } from './orders.js';

const restMs = 300;

/** The processes of a run. One that ends begins again, as in any deployment, until its part is over. */
export class Cast {
  readonly members: Member[] = [];
  /** Processes that ended by themselves after they had begun to work: nothing that befalls them is a reason for that. */
  readonly deserters: string[] = [];
  readonly #over = new Set<Kind>();
  /** Who is often killed has a successor that has started already, as machines are slow to start one. */
  readonly #understudies = new Map<Kind, Member>();
  #generation = 0;

  constructor(private readonly brief: Omit<Brief, 'name'>) {}

  enter(kind: Kind, count: number): void {
    for (let nth = 1; nth <= count; nth += 1) this.#begin(kind, nth);
  }

  /** Those that are at work and not frozen. */
  active(kind: Kind): Member[] {
    return this.members.filter((each) => each.kind === kind && each.isUp && !each.isFrozen && !each.isDoomed);
  }

  /** Whoever has this part, as soon as somebody is at work in it. */
  async inPart(kind: Kind, nth: number, patienceMs: number): Promise<Member | undefined> {
    for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(50)) {
      const found = this.active(kind).find((each) => each.nth === nth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Nobody of this kind begins again; those who are there end in good order. */
  async dismiss(kind: Kind, patienceMs: number): Promise<void> {
    this.#over.add(kind);
    await Promise.all(this.members.filter((each) => each.kind === kind).map((each) => each.stop(patienceMs)));
  }

  async killAll(): Promise<void> {
    for (const kind of ['writer', 'relay', 'consumer'] as const) this.#over.add(kind);
    await Promise.all(this.members.map((each) => each.kill()));
  }

  #begin(kind: Kind, nth: number): void {
    if (this.#over.has(kind)) return;
    const ready = this.#understudies.get(kind);
    const member = ready === undefined || ready.hasEnded ? this.#prepare(kind) : ready;
    if (kind !== 'writer') this.#understudies.set(kind, this.#prepare(kind));
    member.begin(nth, this.brief);
    void member.ended.then(async () => {
      if (!member.isDoomed && member.isUp) this.deserters.push(member.name);
      if (!member.isDoomed) await sleep(restMs);
      this.#begin(kind, nth);
    });
  }

  #prepare(kind: Kind): Member {
    this.#generation += 1;
    const member = new Member(kind, `${kind}-${this.#generation}`, this.brief.folder);
    this.members.push(member);
    void member.ended.then(() => this.members.splice(this.members.indexOf(member), 1));
    return member;
  }
}

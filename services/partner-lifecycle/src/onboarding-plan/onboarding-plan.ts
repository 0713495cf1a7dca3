import { Aggregate, Forbidden, InvalidTransition, NotFound, RuleViolation, type Actor } from '@tributary/kernel';
import { templateFor, templateVersion, type TaskTemplate } from './onboarding-template.js';

export interface OnboardingTask extends Omit<TaskTemplate, 'dueDays'> {
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly status: 'open' | 'done';
  readonly completedBy: string | null;
  /** ISO instant */
  readonly completedAt: string | null;
}

export interface OnboardingPlanState {
  readonly id: string;
  readonly partnerId: string;
  readonly partnerType: string;
  readonly templateVersion: number;
  readonly status: 'open' | 'completed';
  readonly tasks: readonly OnboardingTask[];
  readonly startedAt: Date;
  /** When the last mandatory task was done; null again while one is reopened. */
  readonly completedAt: Date | null;
}

export type OnboardingPlanEvent =
  | { readonly type: 'OnboardingStarted' }
  | { readonly type: 'OnboardingTaskCompleted'; readonly taskKey: string; readonly completedBy: string }
  | {
      readonly type: 'OnboardingTaskReopened';
      readonly taskKey: string;
      readonly reopenedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'OnboardingCompleted' };

function dayAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The way of a new partner from approval to activation: tasks of partner and vendor, completed when the last mandatory one is done. */
export class OnboardingPlan extends Aggregate<OnboardingPlanState, OnboardingPlanEvent> {
  static start(plan: Pick<OnboardingPlanState, 'id' | 'partnerId' | 'partnerType'>, at: Date): OnboardingPlan {
    const tasks = templateFor(plan.partnerType).map(({ dueDays, ...task }): OnboardingTask => ({
      ...task,
      dueOn: dayAfter(at, dueDays),
      status: 'open',
      completedBy: null,
      completedAt: null,
    }));
    const started = new OnboardingPlan({
      ...plan,
      templateVersion,
      status: 'open',
      tasks,
      startedAt: at,
      completedAt: null,
    });
    started.apply({}, { type: 'OnboardingStarted' });
    return started;
  }

  /** By a person. A partner does its own tasks only; the vendor may also do the partner's on its behalf. */
  complete(taskKey: string, actor: Actor, at: Date): void {
    const task = this.task(taskKey);
    if (actor.kind === 'partner' && task.owner === 'vendor')
      throw new Forbidden('TASK_OF_VENDOR', "This task is the vendor's to complete.");
    if (task.agreementKind !== null)
      throw new RuleViolation(
        'TASK_NEEDS_SIGNATURE',
        `This task is done by signing the agreement "${task.agreementKind}".`,
      );
    const waiting = this.state.tasks.filter(({ key, status }) => task.dependsOn.includes(key) && status === 'open');
    if (task.status === 'open' && waiting.length > 0) {
      throw new RuleViolation('TASK_WAITS', `First: ${waiting.map(({ title }) => title).join(', ')}.`);
    }
    this.finish(task, actor.subject, at);
  }

  /** By a signature; an agreement that no task waits for changes nothing. */
  agreementSigned(agreementKind: string, signedBy: string, at: Date): void {
    const task = this.state.tasks.find(
      (candidate) => candidate.agreementKind === agreementKind && candidate.status === 'open',
    );
    if (task !== undefined) this.finish(task, signedBy, at);
  }

  reopen(taskKey: string, reopenedBy: string, reason: string): void {
    const task = this.task(taskKey);
    if (task.status === 'open') throw new InvalidTransition('open', ['done']);
    const reopened: OnboardingTask = { ...task, status: 'open', completedBy: null, completedAt: null };
    const status = task.isMandatory ? { status: 'open' as const, completedAt: null } : {};
    this.apply(
      { tasks: this.replaced(reopened), ...status },
      { type: 'OnboardingTaskReopened', taskKey, reopenedBy, reason },
    );
  }

  private finish(task: OnboardingTask, completedBy: string, at: Date): void {
    if (task.status === 'done') throw new InvalidTransition('done', ['open']);
    const tasks = this.replaced({ ...task, status: 'done', completedBy, completedAt: at.toISOString() });
    this.apply({ tasks }, { type: 'OnboardingTaskCompleted', taskKey: task.key, completedBy });
    if (this.state.status === 'open' && tasks.every(({ isMandatory, status }) => !isMandatory || status === 'done')) {
      this.apply({ status: 'completed', completedAt: at }, { type: 'OnboardingCompleted' });
    }
  }

  private replaced(changed: OnboardingTask): readonly OnboardingTask[] {
    return this.state.tasks.map((task) => (task.key === changed.key ? changed : task));
  }

  private task(key: string): OnboardingTask {
    const task = this.state.tasks.find((candidate) => candidate.key === key);
    if (task === undefined) throw new NotFound('onboarding task');
    return task;
  }
}

import { onboardingTaskCompletedV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { OnboardingPlanEvent, OnboardingPlanState } from './onboarding-plan.js';

export function toPublished(plan: Saved<OnboardingPlanState>, event: OnboardingPlanEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'OnboardingTaskCompleted': {
      const task = plan.tasks.find(({ key }) => key === event.taskKey);
      if (task === undefined) throw new Error(`The plan has no task "${event.taskKey}".`);
      const mandatory = plan.tasks.filter(({ isMandatory }) => isMandatory);
      const { id, number, partnerId, status } = plan;
      return [
        onboardingTaskCompletedV1.of(id, {
          plan: {
            id,
            number,
            partnerId,
            status,
            mandatoryTasks: mandatory.length,
            mandatoryTasksDone: mandatory.filter((one) => one.status === 'done').length,
          },
          task: { code: task.key, name: task.title, mandatory: task.isMandatory, owner: task.owner },
          completedBy: event.completedBy,
          completedAt: task.completedAt ?? plan.updatedAt.toISOString(),
        }),
      ];
    }
    case 'OnboardingStarted': // private on purpose: PartnerOnboardingStarted and PartnerActivated tell it
    case 'OnboardingTaskReopened':
    case 'OnboardingCompleted':
      return [];
  }
}

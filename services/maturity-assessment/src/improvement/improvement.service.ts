import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { MaturityScoreService } from '../maturity-score/maturity-score.service.js';
import { improvementsOf, type Improvements } from './improvement.js';

@Injectable()
export class ImprovementService {
  constructor(private readonly scores: MaturityScoreService) {}

  async show(actor: Actor, assessmentId: string): Promise<Improvements & { basis: string }> {
    const dossier = await this.scores.dossier(this.scores.reader(actor), assessmentId);
    const { score } = dossier.result ?? this.scores.scores(dossier);
    return { basis: dossier.content.basis, ...improvementsOf(dossier.content, score, dossier) };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, NotFound, type Actor } from '@tributary/kernel';
import type { ModelContent } from '../maturity-model/model-content.js';
import { MaturityScoreService, type Reader } from '../maturity-score/maturity-score.service.js';
import type { MaturityScore } from '../maturity-score/score.js';
import { findingOf, type Finding } from './finding.js';
import { measurementOf, type Figure, type Measurement } from './measurement.js';
import { lastFullQuarters } from './period.js';
import { MetricSources } from './metric-sources.service.js';

export type Figures = ReadonlyMap<string, Figure>;

const modelContent = `
  SELECT key, release, basis, levels, gates, areas, capabilities, initiatives FROM maturity_model WHERE id = $1`;

@Injectable()
export class MeasuredMetricService {
  constructor(
    private readonly sources: MetricSources,
    private readonly scores: MaturityScoreService,
    private readonly clock: Clock,
  ) {}

  /** All figures, read in the flight of what the reader reads else. */
  figures(reader: Reader): Promise<Figures> {
    return this.sources.figures(reader, lastFullQuarters(this.clock.now()));
  }

  measurements(content: ModelContent, figures: Figures): Measurement[] {
    const now = this.clock.now();
    const measuring = { period: lastFullQuarters(now), now };
    return content.capabilities.flatMap(({ id, questions }) =>
      questions.map((question) =>
        measurementOf(question, id, figures.get(question.evidence.metric) ?? null, measuring),
      ),
    );
  }

  /** What was declared beside what was measured, for the questions that are asked. */
  findings(content: ModelContent, score: MaturityScore, figures: Figures): Finding[] {
    const terms = new Map(score.capabilities.flatMap((line) => line.terms.map((term) => [term.id, term])));
    return this.measurements(content, figures)
      .filter(({ question }) => terms.get(question)?.standing !== 'not_asked')
      .map((measurement) => findingOf(measurement, terms.get(measurement.question)?.value ?? null));
  }

  async ofModel(actor: Actor, modelId: string): Promise<Measurement[]> {
    const reader = this.scores.reader(actor);
    const [[content], figures] = await Promise.all([
      reader.read<ModelContent>(modelContent, [modelId]),
      this.figures(reader),
    ]);
    if (content === undefined) throw new NotFound('maturity model');
    return this.measurements(content, figures);
  }

  /** As it was when the assessment was submitted; before that as it is now. Of another organization nothing is measured here. */
  async ofAssessment(actor: Actor, assessmentId: string): Promise<Finding[]> {
    const reader = this.scores.reader(actor);
    const [dossier, figures] = await Promise.all([this.scores.dossier(reader, assessmentId), this.figures(reader)]);
    if (dossier.result !== null) return [...dossier.result.findings];
    return this.findings(dossier.content, this.scores.scores(dossier).score, dossier.isOwn ? figures : new Map());
  }
}

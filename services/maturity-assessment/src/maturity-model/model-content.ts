export type Level = 1 | 2 | 3 | 4;
export type AimedAt = 'experience' | 'effectiveness' | 'productivity';

export interface Evidence {
  readonly metric: string;
  readonly measure: string;
  readonly events: readonly string[];
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** The values that support level 2, 3 and 4. */
  readonly cuts: readonly string[];
  readonly minSample: number;
  /** The highest level that the figure alone can prove. */
  readonly provesUpTo: Level;
  /** Data that the other services do not produce yet; null if nothing is missing. */
  readonly needs: string | null;
}

export interface Question {
  readonly id: string;
  /** Part of the short form. */
  readonly core: boolean;
  readonly weight: number;
  readonly ask: string;
  /** What is true at each of the four levels. */
  readonly anchors: readonly string[];
  readonly evidence: Evidence;
}

export interface Capability {
  readonly id: string;
  readonly area: string;
  readonly weight: number;
  /** Added to the capabilities of the framework by those who wrote the model. */
  readonly proposed: boolean;
  readonly questions: readonly Question[];
}

export interface Initiative {
  readonly id: string;
  readonly capability: string;
  readonly from: Level;
  readonly to: Level;
  /** Person-weeks. */
  readonly effort: number;
  readonly weeks: number;
  readonly requires: readonly string[];
  readonly outcome: AimedAt;
  readonly name: string;
  readonly kpi: { readonly metric: string; readonly effect: string; readonly afterMonths: number };
}

export interface Gate {
  readonly level: Level;
  readonly capability: string;
  readonly atLeast: string;
}

export interface Area {
  readonly id: string;
  readonly weight: number;
}

/** Weights are whole percents; cuts and gates are decimals as texts, so that nothing is rounded on the way. */
export interface ModelContent {
  readonly key: string;
  readonly release: number;
  readonly basis: string;
  readonly levels: readonly { readonly level: Level; readonly name: string; readonly meaning: string }[];
  /** The least score of a capability that a level asks for, beside the means. */
  readonly gates: readonly Gate[];
  readonly areas: readonly Area[];
  readonly capabilities: readonly Capability[];
  readonly initiatives: readonly Initiative[];
}

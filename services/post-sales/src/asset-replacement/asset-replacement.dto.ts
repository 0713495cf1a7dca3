import { Day, Nested, Text } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { AssetDto, assetOf } from '../asset/asset.dto.js';
import type { AssetState } from '../asset/asset-state.js';
import type { ToldReplacement } from './replacement.js';

export class NewReplacementDto {
  @Text({ max: 64, example: 'GTX1-000900', description: 'Of the unit that takes the place; from a shelf or new' })
  readonly serial: string;

  @Text({ max: 64, optional: true, nullable: true, example: null, description: 'The same product unless told' })
  readonly sku?: string | null;

  @Day({ example: '2026-05-04' })
  readonly on: string;

  @Text({ max: 400, example: 'Power supply failed' })
  readonly reason: string;
}

export class ReplacementDto {
  @Nested(() => AssetDto)
  readonly replaced: AssetDto;

  @Nested(() => AssetDto)
  readonly replacement: AssetDto;
}

export function replacementFrom({ serial, sku = null, on, reason }: NewReplacementDto): ToldReplacement {
  return { serial, sku, on, reason };
}

export function replacementOf(
  { replaced, replacement }: Readonly<Record<'replaced' | 'replacement', Saved<AssetState>>>,
  actor: Actor,
): ReplacementDto {
  return { replaced: assetOf(replaced, actor), replacement: assetOf(replacement, actor) };
}

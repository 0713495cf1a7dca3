// breaks: house/injected-as-value
import { Injectable } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';

@Injectable()
export class DealService {
  constructor(private readonly modules: ModuleRef) {}

  find(): unknown {
    return this.modules;
  }
}

import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

export type Shade = 'grey' | 'green';

class Transaction {
  save(id: string): string {
    return id;
  }
}

@Injectable()
export class DealService {
  constructor(
    private readonly modules: ModuleRef,
    readonly first: OnModuleInit,
  ) {}

  register(): unknown {
    return this.modules.resolve(Transaction).then((tx) => tx.save('1'));
  }
}

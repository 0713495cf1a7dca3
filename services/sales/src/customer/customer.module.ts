import { Module } from '@nestjs/common';
import { CustomerService } from './customer.service.js';
import { KeepAccountWhenItChanged } from './keep-account-when-it-changed.consumer.js';

@Module({ controllers: [KeepAccountWhenItChanged], providers: [CustomerService], exports: [CustomerService] })
export class CustomerModule {}

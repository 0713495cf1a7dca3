import { Module } from '@nestjs/common';
import { KeepProductWhenItChanged } from './keep-product-when-it-changed.consumer.js';
import { ProductService } from './product.service.js';

@Module({ controllers: [KeepProductWhenItChanged], providers: [ProductService], exports: [ProductService] })
export class ProductModule {}

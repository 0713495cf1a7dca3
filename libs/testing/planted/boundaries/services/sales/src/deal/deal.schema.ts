// breaks: schema-imports-its-own-technology
import { Injectable } from '@nestjs/common';

export const decorated = Injectable;

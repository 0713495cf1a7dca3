// breaks: kernel-needs-decimal-arithmetic-only
import { z } from 'zod';

export const amount = z.string();

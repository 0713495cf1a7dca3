// breaks: slices-know-nothing-of-their-boot
import { main } from '../main.js';

export const restart = main;

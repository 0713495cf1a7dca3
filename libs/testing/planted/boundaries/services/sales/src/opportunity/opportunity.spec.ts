import { rig } from '@tributary/testing';
import { rank } from './stage.js';

export const checked = [rig, rank];

// breaks: testing-is-for-tests
import { rig } from '@tributary/testing';

export const rigged = rig;

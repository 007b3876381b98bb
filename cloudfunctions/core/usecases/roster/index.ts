import { get } from './get';
import { list } from './list';

export const rosterActions = [list, get];

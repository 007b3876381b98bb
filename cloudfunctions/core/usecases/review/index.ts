import { exportReviews } from './export';
import { get } from './get';
import { list } from './list';
import { pass } from './pass';
import { passMany } from './pass-many';
import { reassign } from './reassign';
import { returnToApplicant } from './return';
import { reveal } from './reveal';

export const reviewActions = [
  list,
  get,
  exportReviews,
  pass,
  passMany,
  reassign,
  returnToApplicant,
  reveal,
];

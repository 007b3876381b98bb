/** Which expressions are offered. */
import { invalidOperator } from './errors';
import { isPlain } from './values';

/** The SDK's own (`db.command.aggregate`) and a few beside them; `$meta` needs a search of texts. */
const EXPRESSIONS = new Set(
  `$abs $add $ceil $divide $exp $floor $ln $log $log10 $mod $multiply $pow $round $sqrt $subtract $trunc
   $arrayElemAt $arrayToObject $concatArrays $filter $in $indexOfArray $isArray $map $range $reduce
   $reverseArray $size $slice $zip $and $not $or $cmp $eq $gt $gte $lt $lte $ne
   $cond $ifNull $switch $let $literal $mergeObjects $objectToArray $type
   $dateFromParts $dateFromString $dateToString $dayOfMonth $dayOfWeek $dayOfYear
   $isoDayOfWeek $isoWeek $isoWeekYear $millisecond $second $minute $hour $week $month $year
   $allElementsTrue $anyElementTrue $setDifference $setEquals $setIntersection $setIsSubset $setUnion
   $concat $indexOfBytes $indexOfCP $split $strLenBytes $strLenCP $strcasecmp $substr $substrBytes
   $substrCP $toLower $toUpper $toString $trim
   $sum $avg $min $max $first $last $stdDevPop $stdDevSamp`.split(/\s+/),
);

/** Checks an expression of an aggregate or of `$expr`. DATABASE_INVALID_OPERRATOR names what is not offered. */
export function checkExpression(value: unknown, where: string): void {
  if (Array.isArray(value)) {
    for (const item of value) checkExpression(item, where);
    return;
  }
  if (!isPlain(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$') && !EXPRESSIONS.has(key)) throw invalidOperator(key, where);
    if (key !== '$literal') checkExpression(item, where);
  }
}

import { formatReview, REVIEW_MARKER } from '../../app/report/format-review.ts';
import type { ReviewAnswer } from '../../app/review-plans.ts';
import { DATA_NOTICE, MAX_TEXT_LENGTH } from '../untrusted.ts';

/** The report for a pull request, without the chart and the mark of its comment. */
export function renderReview(answer: ReviewAnswer): string {
  const report = formatReview(answer, { maxCharacters: MAX_TEXT_LENGTH, withChart: false });
  return `${DATA_NOTICE}\n\n${report.slice(REVIEW_MARKER.length).trimStart()}`;
}

import { createContext, useContext } from 'react';

/** Opens the one review dialog of a rollout. */
export interface ReviewOpener {
  /** Reviews the draft; where fields need attention it goes to the first of them instead. */
  save(): void;
  rollBackTo(revision: number): void;
}

const ReviewContext = createContext<ReviewOpener | undefined>(undefined);

export const ReviewProvider = ReviewContext.Provider;

/** What opens the review of the rollout that the caller stands in. */
export function useReview(): ReviewOpener {
  const review = useContext(ReviewContext);
  if (!review) {
    throw new Error('Pages of a rollout need ReviewProvider around them');
  }
  return review;
}

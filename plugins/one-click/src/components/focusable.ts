/** Lets the keyboard reach what a pointer reads: tooltips on times, boxes that scroll. */
export const focusable = { tabIndex: 0 } as const;

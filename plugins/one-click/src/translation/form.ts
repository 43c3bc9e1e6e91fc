/** Words of every form. */
export const form = {
  changed: 'changed',
  was: 'was {{was}}',
  undo: '{{label}}: put back {{was}}',
  empty: '(empty)',
  absent: 'not set',
  needed: 'Fill this in.',
  notWhole: '{{text}} is not a whole number.',
  error: '{{label}} {{message}}',
} as const;

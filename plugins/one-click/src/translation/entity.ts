/** The tab on components and systems. */
export const entity = {
  title: 'Rollouts',
  newRollout: 'New rollout',
  chooseProject: 'In which project?',
  empty: {
    component: 'No rollout runs this component yet',
    system: 'No rollout runs this system yet',
    text: 'Create one here.',
    noProject:
      'Create a project first, or ask its owner for the editor role in one.',
  },
} as const;

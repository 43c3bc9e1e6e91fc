/** Words that more than one page needs. */
export const common = {
  time: {
    justNow: 'just now',
    ago: '{{span}} ago',
    seconds: '{{value}} s',
    minutes: '{{value}} min',
    hours: '{{value}} h',
    hoursMinutes: '{{value}} h {{rest}} min',
    days: '{{value}} d',
  },
  common: {
    cancel: 'Cancel',
    clearFilters: 'Clear filters',
    close: 'Close',
    copied: 'Copied',
    copy: 'Copy {{what}}',
    copyDetails: 'Copy details',
    goToProjects: 'Go to projects',
    notKnown: 'Not known yet',
    opensInNewTab: 'opens in a new tab',
    showMore: 'Show more',
    shownOf: '1–{{shown}} of {{total}}',
    tryAgain: 'Try again',
    you: 'you',
  },
  states: {
    loading: 'Loading {{what}}',
    slow: 'Still loading; the answer takes longer than usual.',
    noMatch: 'Nothing matches these filters.',
    failed: 'Could not load {{what}}.',
    noAnswer: 'The portal did not answer.',
    absentTitle: 'Nothing here that you can see',
    absentText:
      'The link may be wrong, or you may not be a member. Ask a colleague who has access, or the owner of the project.',
    needsRole: 'Needs the {{role}} role in {{project}}. {{who}} can grant it.',
    needsRoleNobody:
      'Needs the {{role}} role in {{project}}. The owner of the project can grant it.',
    clusterAway:
      'Cluster {{cluster}} has not answered for {{span}}. You see what was stored at {{clock}}. You can still save: changes wait and are applied in order.',
    operatorAway:
      'The operator in cluster {{cluster}} is not running. What runs keeps running; changes wait.',
    reconnecting: 'Reconnecting. Shown as of {{clock}}.',
    liveAgain: 'Live again.',
    revoked: 'You can no longer see live changes here. Load the page again.',
    seenLabel: 'seen',
    orderChanged: 'Order has changed',
    sortAgain: 'Sort again',
    moved: 'That page has moved.',
  },
  roles: {
    viewer: 'viewer',
    operator: 'operator',
    editor: 'editor',
    admin: 'admin',
  },
} as const;

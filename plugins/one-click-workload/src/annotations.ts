/** Annotation of a claim whose volume says `onRemove: delete`: once the volume leaves the rollout, it may go. */
export const ON_REMOVE_ANNOTATION = 'one-click.dev/on-remove';
/** Annotation of a paused Deployment under an autoscaler: how many instances to come back with. */
export const PAUSED_REPLICAS_ANNOTATION = 'one-click.dev/paused-replicas';
/** Annotation of the pod template that changes with the inline files. */
export const FILES_CHECKSUM_ANNOTATION = 'one-click.dev/files-checksum';

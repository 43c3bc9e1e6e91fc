/** `normal` is for what changed; `low` for what is merely looked through, such as all there is at the start. */
export type Priority = 'normal' | 'low';

import type { EditedPost } from '../editing/edited-post.ts';

/** The editor is done: with the post as saved and as it was before, or without anything. */
export class EditorClosedEvent extends Event {
  static readonly type = 'editor-closed';
  readonly saved: EditedPost | undefined;

  constructor(saved: EditedPost | undefined) {
    super(EditorClosedEvent.type);
    this.saved = saved;
  }
}

declare global {
  interface HTMLElementEventMap {
    'editor-closed': EditorClosedEvent;
  }
}

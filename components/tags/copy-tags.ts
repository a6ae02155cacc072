/**
 * Lets tags that are selected in a list and copied be copied as searches have them, `long_hair` and not `long hair`, with a
 * space between two, and without the counts and steps beside them.
 */
export function copyTagsByName(): void {
  document.addEventListener('copy', (event) => {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || !event.clipboardData) return;
    const names = namesIn(selection.getRangeAt(0));
    if (names.length === 0) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', names.join(' '));
  });
}

/** The tags that a range covers wholly, of lists alone; none where it holds anything else. */
function namesIn(range: Range): readonly string[] {
  const { commonAncestorContainer: around } = range;
  const holder = around instanceof Element ? around : around.parentElement;
  const own = holder?.closest<HTMLElement>('a.tag[data-tag]');
  if (own) return range.toString() === own.textContent ? [own.dataset['tag'] ?? ''] : [];
  if (!holder?.closest('#tags, .tag-list, .tag-sheet')) return [];
  const tags = [...holder.querySelectorAll<HTMLElement>('a.tag[data-tag]')];
  return tags.filter((tag) => range.intersectsNode(tag)).map((tag) => tag.dataset['tag'] ?? '');
}

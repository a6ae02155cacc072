/** The highest page that all browsers lay out right, on screens of every density, in pixels; they bear some twice as many. */
const usualMost = 8_000_000;

/**
 * Where the distances of a gallery are on the page. As far as a page can be, they are the same. Of a higher gallery the page
 * is a picture on a smaller scale: small movements are true to the pixel, only ever further ahead of the page, and a jump goes
 * to its share of the whole. At both ends the scale is 1 : 1, so that they are reached as usual.
 */
export class PageMap {
  /** The height of the gallery. */
  total = 0;
  readonly #most: number;
  /** How much is 1 : 1 at each end. */
  readonly #end: number;
  #ahead = 0;

  constructor(most = usualMost) {
    this.#most = most;
    this.#end = Math.floor(most / 8);
  }

  /** The height of the page. */
  get height(): number {
    return Math.min(this.total, this.#most);
  }

  /** How far the gallery's distances are ahead of the page's, here and now. */
  get ahead(): number {
    return this.#ahead;
  }

  /** Shows this distance of the gallery where it belongs on the page. */
  goTo(distance: number): void {
    this.#ahead = distance - this.#placeOf(distance);
  }

  /** The page has jumped to one of its places. */
  jumpTo(place: number): void {
    this.#ahead = this.#distanceAt(place) - place;
  }

  /**
   * To be asked when something has moved, with what is at the window's top: how far the page has to be scrolled so that it is
   * true again, which moves nothing that is seen.
   */
  correct(distance: number): number {
    const wished = distance - this.#placeOf(distance);
    const isNearEnd = distance < this.#end || distance > this.total - this.#end;
    const drift = this.#ahead - wished;
    if (!isNearEnd && Math.abs(drift) < this.#end / 4) return 0;
    this.#ahead = wished;
    return drift;
  }

  #placeOf(distance: number): number {
    const beyond = this.total - this.height;
    if (beyond === 0 || distance <= this.#end) return distance;
    if (distance >= this.total - this.#end) return distance - beyond;
    return Math.round(this.#end + (distance - this.#end) / this.#scale);
  }

  #distanceAt(place: number): number {
    const beyond = this.total - this.height;
    if (beyond === 0 || place <= this.#end) return place;
    if (place >= this.height - this.#end) return place + beyond;
    return Math.round(this.#end + (place - this.#end) * this.#scale);
  }

  /** Of the middle. */
  get #scale(): number {
    return (this.total - 2 * this.#end) / (this.height - 2 * this.#end);
  }
}

/** Keeps all that is there in sight while it comes, until the viewer looks elsewhere. */

import type { Look } from './camera.ts';
import type { Picture } from './picture.ts';

export class Glimpse {
  readonly #picture: Pick<Picture, 'camera' | 'scene'>;
  /** Where the camera was put last. */
  #put: Look | undefined;

  constructor(picture: Pick<Picture, 'camera' | 'scene'>) {
    this.#picture = picture;
  }

  /** Puts the camera around everything, if nobody has moved it since the last time. */
  show(): void {
    const { camera, scene } = this.#picture;
    if (scene.root === undefined || !this.#untouched) return;
    camera.set(camera.around(scene.root, 40, 1.4));
    this.#put = camera.look;
  }

  get #untouched(): boolean {
    const { x, y, zoom } = this.#picture.camera.look;
    const put = this.#put;
    return put === undefined || (put.x === x && put.y === y && put.zoom === zoom);
  }
}

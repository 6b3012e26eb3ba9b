/** All of a picture as a PNG, whatever part of it is on the screen. */

import { Camera } from './camera.ts';
import { Motion } from './motion.ts';
import { type Frame, Renderer } from './renderer.ts';

const margin = 48;
/** Canvases that are larger than this are refused by some browsers. */
const most = 8000;

/** Twice as fine as the screen while that is not too large for a canvas. */
export async function photograph(frame: Frame): Promise<Blob> {
  const { root } = frame.scene;
  if (root === undefined) throw new Error('there is nothing to be seen');
  const [w, h] = [root.w + margin, root.h + margin];
  const scale = Math.min(2, most / w, most / h);
  const camera = new Camera();
  [camera.width, camera.height] = [w * scale, h * scale];
  camera.set({ x: root.w / 2, y: root.h / 2, zoom: scale });
  const canvas = document.createElement('canvas');
  const renderer = new Renderer(canvas);
  renderer.resize(camera.width, camera.height, 1);
  renderer.draw(frame, camera, new Motion(), 0);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, 'image/png');
  const blob = await promise;
  if (blob === null) throw new Error('this browser cannot make an image that large');
  return blob;
}

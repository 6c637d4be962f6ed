// Portrait and best frame, side by side at equal size, on canvases: no picture has an address. They are let go
// of when the case is left, when the page is out of sight, and after a minute without a key or the mouse.

import {pictures as fetchPictures} from './api.js';
import {el} from './dom.js';
import {number, t} from './words.js';

const kIdleSeconds = 60;
// Of the size at which a picture fills its frame; 0 stands for the whole picture.
const kZooms = [0, 1, 1.5, 2, 3, 4];
const kPan = 0.12;  // of the frame, each key

export class Pictures {
  constructor(opened, tell) {
    this.opened = opened;
    this.tell = tell;
    this.bitmaps = [];  // portrait, best frame, supporting
    this.right = 1;     // which of them stands beside the portrait
    this.zoom = 1;
    this.x = 0.5;
    this.y = 0.5;
    this.seen = false;
    this.idle = 0;
    this.canvases = [this.canvas('pictures.portrait'), this.canvas('pictures.frame')];
    this.captions = [el('figcaption', {}, t('pictures.portrait')), el('figcaption', {}, t('pictures.frame'))];
    this.button = el('button', {class: 'show', type: 'button', onclick: () => this.show()},
                     t('pictures.show'), el('kbd', {}, 'P'));
    this.cover = opened.pictures
        ? el('div', {class: 'cover'}, el('p', {}, t('pictures.why')), this.button,
             el('p', {class: 'helper'}, t('pictures.logged')))
        : el('div', {class: 'cover'}, el('p', {}, t('pictures.none')));
    this.level = el('span', {class: 'figures'});
    this.element = el(
        'section', {class: 'card pictures', 'aria-label': t('pictures.title')},
        el('div', {class: 'pair'}, this.figure(0), this.figure(1), this.cover),
        el('p', {class: 'helper zoom'}, el('span', {}, t('pictures.keys')), this.level));
    this.touch = () => { this.idle = 0; };
    this.hide = () => { if (document.hidden) this.drop(t('pictures.hidden')); };
    this.leave = () => this.drop();
    this.resize = () => this.draw();
    document.addEventListener('visibilitychange', this.hide);
    window.addEventListener('pagehide', this.leave);
    window.addEventListener('resize', this.resize);
    for (const event of ['keydown', 'pointermove', 'pointerdown', 'wheel'])
      document.addEventListener(event, this.touch, {passive: true});
    this.clock = setInterval(() => {
      if (this.bitmaps.some(Boolean) && ++this.idle >= kIdleSeconds) this.drop(t('pictures.idle'));
    }, 1000);
  }

  canvas(name) {
    return el('canvas', {width: 0, height: 0, role: 'img', 'aria-label': t(name)});
  }

  figure(index) {
    return el('figure', {}, el('div', {class: 'frame'}, this.canvases[index], el('p', {class: 'missing', hidden: true}, t('pictures.missing'))), this.captions[index]);
  }

  get shown() {
    return this.bitmaps.some(Boolean);
  }

  async show() {
    if (this.shown || this.fetching || !this.opened.pictures) return;
    this.fetching = true;
    this.button.disabled = true;
    try {
      const got = await fetchPictures(this.opened);
      const made = await Promise.all(got.parts.map(
          (bytes) => bytes.length ? createImageBitmap(new Blob([bytes], {type: 'image/jpeg'})).catch(() => null)
                                  : null));
      got.wipe();
      if (this.closed || document.hidden) {
        made.forEach((each) => each?.close());
        if (!this.closed) this.tell(t('pictures.hidden'));
        return;
      }
      this.bitmaps = made;
      // Without a scan the picture of what supports another way is what there is to look at.
      this.right = made[1] || !made[2] ? 1 : 2;
      this.seen = true;
      this.idle = 0;
      this.zoom = 1;
      this.x = this.y = 0.5;
      this.cover.hidden = true;
      this.element.classList.add('shown');
      this.draw();
      this.tell(made[0] && made[this.right] ? t('pictures.here') : t('pictures.one_missing'));
    } catch (trouble) {
      this.tell(t('trouble.' + trouble.name), 'bad');
    } finally {
      this.fetching = false;
      this.button.disabled = false;
    }
  }

  drop(why) {
    if (!this.shown) return;
    this.bitmaps.forEach((each) => each?.close());
    this.bitmaps = [];
    for (const canvas of this.canvases) canvas.width = canvas.height = 0;
    this.cover.hidden = false;
    this.element.classList.remove('shown');
    if (why) this.tell(why);
  }

  close() {
    this.closed = true;
    this.drop();
    clearInterval(this.clock);
    document.removeEventListener('visibilitychange', this.hide);
    window.removeEventListener('pagehide', this.leave);
    window.removeEventListener('resize', this.resize);
    for (const event of ['keydown', 'pointermove', 'pointerdown', 'wheel'])
      document.removeEventListener(event, this.touch);
  }

  // True: the key was meant for the pictures.
  key(name) {
    if (!this.shown) return false;
    const moves = {ArrowLeft: [-kPan, 0], ArrowRight: [kPan, 0], ArrowUp: [0, -kPan], ArrowDown: [0, kPan]};
    if (name === '+' || name === '=') this.zoom = Math.min(kZooms.length - 1, this.zoom + 1);
    else if (name === '-') this.zoom = Math.max(0, this.zoom - 1);
    else if (name === 's' && this.bitmaps[2] && this.bitmaps[1]) this.right = 3 - this.right;
    else if (name === '0') { this.zoom = 0; this.x = this.y = 0.5; }
    else if (name in moves && kZooms[this.zoom] > 1) {
      this.x = Math.min(1, Math.max(0, this.x + moves[name][0]));
      this.y = Math.min(1, Math.max(0, this.y + moves[name][1]));
    } else return false;
    this.draw();
    return true;
  }

  draw() {
    if (!this.shown) return;
    const zoom = kZooms[this.zoom];
    this.level.textContent = zoom === 0 ? t('pictures.whole') : number(zoom * 100, 0) + ' %';
    const second = t(this.right === 2 ? 'pictures.supporting' : 'pictures.frame');
    this.captions[1].textContent = second + (this.bitmaps[1] && this.bitmaps[2] ? ' · ' + t('pictures.other') : '');
    this.canvases[1].setAttribute('aria-label', second);
    this.canvases.forEach((canvas, index) => {
      const picture = this.bitmaps[index === 0 ? 0 : this.right];
      const {clientWidth: width, clientHeight: height} = canvas.parentElement;
      const dense = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * dense);
      canvas.height = Math.round(height * dense);
      canvas.nextSibling.hidden = Boolean(picture);
      if (!picture) return;
      const fill = Math.max(canvas.width / picture.width, canvas.height / picture.height);
      const whole = Math.min(canvas.width / picture.width, canvas.height / picture.height);
      const scale = zoom === 0 ? whole : fill * zoom;
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      // What is beyond the frame is shared out by x and y; smaller than the frame it stands in the middle.
      const place = (room, size, at) => (size <= room ? (room - size) / 2 : (room - size) * at);
      const w = picture.width * scale;
      const h = picture.height * scale;
      context.drawImage(picture, place(canvas.width, w, this.x), place(canvas.height, h, this.y), w, h);
    });
  }
}

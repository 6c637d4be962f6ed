// The list of cases that wait for a person, the oldest first, a page at a time.

import {cases} from './api.js';
import {chip, el, figures} from './dom.js';
import {ago, code, t} from './words.js';

const kStates = ['review', 'second'];

export class Queue {
  constructor({open, tell, drawn}) {
    this.open = open;
    this.drawn = drawn;
    this.tell = tell;
    this.state = 'review';
    this.pages = [''];  // where each page begins
    this.cases = [];
    this.next = '';
    this.selected = 0;
    this.tabs = kStates.map((state, index) => el(
        'button', {type: 'button', role: 'tab', onclick: () => this.choose(state)},
        t('queue.' + state), el('kbd', {}, index + 1)));
    this.list = el('ul', {class: 'rows'});
    this.sentence = el('p', {class: 'helper truth', role: 'status'});
    this.back = el('button', {type: 'button', onclick: () => this.turn(-1)}, t('queue.back'));
    this.forth = el('button', {type: 'button', onclick: () => this.turn(1)}, t('queue.next'), el('kbd', {}, 'N'));
    this.element = el('nav', {class: 'queue', 'aria-label': t('queue.title')},
                      el('div', {class: 'tabs', role: 'tablist'}, this.tabs), this.sentence, this.list,
                      el('div', {class: 'turn'}, this.back, this.forth));
  }

  choose(state) {
    this.state = state;
    this.pages = [''];
    this.selected = 0;
    return this.load();
  }

  turn(by) {
    if (by > 0) {
      if (!this.next) return undefined;
      this.pages.push(this.next);
    } else if (this.pages.length > 1) {
      this.pages.pop();
    } else return undefined;
    this.selected = 0;
    return this.load();
  }

  async load({focus = true} = {}) {
    try {
      const page = await cases(this.state, this.pages[this.pages.length - 1]);
      // The last of a page was decided: the page before it is the last one now.
      if (!page.cases.length && this.pages.length > 1) {
        this.pages.pop();
        return await this.load({focus});
      }
      this.cases = page.cases;
      this.next = page.next ?? '';
      this.draw();
      if (focus) this.focus();
    } catch (trouble) {
      this.tell(t('trouble.' + trouble.name), 'bad');
    }
    return undefined;
  }

  draw() {
    this.tabs.forEach((tab, index) => tab.setAttribute('aria-selected', String(kStates[index] === this.state)));
    const some = this.cases.length > 0;
    this.sentence.textContent = t(some ? 'queue.' + this.state + '.some' : 'queue.' + this.state + '.none');
    this.selected = Math.min(this.selected, Math.max(0, this.cases.length - 1));
    this.list.replaceChildren(...this.cases.map((each, index) => this.row(each, index)));
    this.back.disabled = this.pages.length === 1;
    this.forth.disabled = !this.next;
    this.drawn(some);
    this.back.parentElement.hidden = this.back.disabled && this.forth.disabled;
  }

  row(each, index) {
    const more = each.reasons.length - 1;
    return el('li', {}, el(
        'button', {
          type: 'button', class: 'row', tabindex: index === this.selected ? 0 : -1,
          'aria-current': this.current === each.record ? 'true' : null,
          onclick: () => { this.select(index); this.open(each); },
          onfocus: () => this.select(index),
        },
        el('span', {class: 'line'}, el('b', {}, figures(each.code)), el('span', {class: 'helper'}, ago(each.received_at))),
        el('span', {class: 'why'}, each.reasons.length ? code('code', each.reasons[0]) : t('queue.no_reason'),
           more > 0 ? el('span', {class: 'more'}, ' ' + t('queue.more', {n: more})) : null),
        el('span', {class: 'line'},
           el('span', {class: 'helper'}, t('queue.counter') + ' ', figures(each.counter)),
           el('span', {class: 'chips'}, each.spoken ? chip('quiet', '✓', t('chip.spoken')) : null,
              each.exception ? chip('warning', '2', t('chip.two')) : null,
              each.practice ? chip('information', 'i', t('chip.practice')) : null))));
  }

  select(index) {
    this.selected = index;
    [...this.list.querySelectorAll('.row')].forEach((row, at) => { row.tabIndex = at === index ? 0 : -1; });
  }

  move(by) {
    if (!this.cases.length) return;
    this.select(Math.min(this.cases.length - 1, Math.max(0, this.selected + by)));
    this.focus();
  }

  focus() {
    const row = this.list.querySelectorAll('.row')[this.selected];
    (row ?? this.tabs[kStates.indexOf(this.state)]).focus();
    row?.scrollIntoView({block: 'nearest'});
  }

  mark(record) {
    this.current = record;
    [...this.list.querySelectorAll('.row')].forEach((row, index) => {
      if (this.cases[index]?.record === record) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    });
  }
}

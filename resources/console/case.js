// One case: pictures, why a person must look, what was measured, what was entered, what happened to it so far;
// and the three answers, always at the same place.

import {decide} from './api.js';
import {confirmAnswer} from './dialogs.js';
import {chip, el, figures, foreign, moment} from './dom.js';
import {Pictures} from './pictures.js';
import {ago, code, has, number, t, time} from './words.js';

// What is looked at first, in this order; the rest folds away.
const kFirst = ['liveness', 'score', 'band', 'similarity', 'challenge', 'counter.decision', 'counter.reasons',
                'signal.passive', 'signal.flatness', 'signal.continuity', 'signal.timing', 'signal.capture', 'route'];
const kDetails = ['name', 'document_kind', 'document_number', 'purchase', 'msisdn', 'iccid', 'imei',
                  'guardian.name', 'guardian.document_number', 'guardian.role', 'other_way.reason',
                  'other_way.second_clerk', 'consent.notice_version', 'consent.at', 'consent.forwarding', 'clerk'];
const kGrouped = new Set(['document_number', 'guardian.document_number', 'iccid', 'imei']);
const kTimes = new Set(['consent.at', 'finished_at']);
const kAnswers = {a: 'accepted', r: 'refused', c: 'come_back'};

const groups = (text) => text.replace(/(.{4})(?=.)/gu, '$1\u2009');
const line = (text) => text.replace(/^(\+86)(\d{3})(\d{4})(\d{4})$/, '$1\u2009$2\u2009$3\u2009$4');

function valueOf(group, name, value) {
  if (has('value.' + name + '.' + value)) return t('value.' + name + '.' + value);
  if (name.endsWith('reasons') || name === 'challenge.steps')
    return value.split(', ').map((each) => each.split(' ').map((word) => code('scan', word)).join(' ')).join(t('list.comma'));
  if (kTimes.has(name) && !Number.isNaN(Date.parse(value))) return moment(time(value));
  if (kGrouped.has(name)) return figures(groups(value));
  if (name === 'msisdn') return figures(line(value));
  if (value === 'true' || value === 'false') return t('value.' + value);
  if (group === 'measure' || /^[\x21-\x7e]+$/.test(value)) return figures(value);
  return foreign(value);
}

// A number between nothing and certain is seen faster as a bar; the number stands beside it.
function measured(name, value) {
  const share = Number(value);
  const scaled = (name.startsWith('signal.') || name === 'score' || name === 'similarity') && share >= -1 && share <= 1;
  if (!scaled) return valueOf('measure', name, value);
  const fill = el('span', {class: 'fill'});
  fill.style.inlineSize = Math.max(0, Math.min(1, share)) * 100 + '%';
  return el('span', {class: 'meter'}, el('span', {class: 'bar', 'aria-hidden': 'true'}, fill), figures(number(share)));
}

function table(group, rows) {
  return el('dl', {class: 'table'}, rows.map(({name, value}) => [
    el('dt', {}, code(group, name)),
    el('dd', {}, group === 'measure' ? measured(name, value) : valueOf(group, name, value)),
  ]));
}

function inOrder(values, order) {
  const first = order.map((name) => values.find((each) => each.name === name)).filter(Boolean);
  return [first, values.filter((each) => !order.includes(each.name))];
}

function card(key, ...content) {
  return el('section', {class: 'card', 'aria-label': t(key)}, el('h3', {}, t(key)), ...content);
}

function folded(group, values) {
  return values.length ? el('details', {}, el('summary', {}, t('case.more')), table(group, values)) : null;
}

export class CaseView {
  constructor(opened, {me, tell, done}) {
    this.opened = opened;
    this.me = me;
    this.tell = tell;
    this.done = done;
    this.busy = false;
    this.pictures = new Pictures(opened, tell);
    this.title = el('h2', {tabindex: -1}, t('case.title') + ' ', figures(opened.code));
    const left = el('div', {class: 'column'}, this.pictures.element, this.history());
    const right = el('div', {class: 'column'}, this.why(), this.measures(), this.details());
    this.element = el('article', {class: 'case'}, this.header(),
                      el('div', {class: 'scroll', tabindex: -1}, left, right), this.footer());
  }

  header() {
    const each = this.opened;
    return el('header', {class: 'head'}, el('div', {}, this.title,
        el('p', {class: 'helper'}, t('queue.counter') + ' ', figures(each.counter), ' · ',
           t('case.received', {when: ago(each.received_at)}), ' · ', moment(time(each.received_at)))),
        el('div', {class: 'chips'},
           each.exception ? chip('warning', '2', t('chip.two')) : null,
           each.practice ? chip('information', 'i', t('chip.practice')) : null,
           each.state === 'decided' ? chip('good', '✓', code('status', each.status)) : null));
  }

  why() {
    const each = this.opened;
    const notes = [];
    if (!each.opened) notes.push(el('p', {class: 'note bad'}, el('span', {'aria-hidden': 'true'}, '×'), t('case.not_opened')));
    if (each.opened && !each.genuine)
      notes.push(el('p', {class: 'note bad'}, el('span', {'aria-hidden': 'true'}, '×'), t('case.not_genuine')));
    const rule = this.rule();
    if (rule) notes.push(el('p', {class: 'note information'}, el('span', {'aria-hidden': 'true'}, 'i'), rule));
    const words = each.words.map((word) => el('li', {}, t('case.said', {
      who: '\u2068' + word.name + '\u2069',
      what: t('answer.' + word.answer),
    }), word.reason ? ': ' + code('reason', word.reason) : null));
    return card('case.why', notes,
                el('ul', {class: 'reasons'}, each.reasons.map((reason) => el('li', {}, code('code', reason)))),
                words.length ? el('ul', {class: 'words'}, words) : null);
  }

  // What the rule of two people means for whoever looks now.
  rule() {
    const {exception, state, stand} = this.opened;
    if (state === 'decided' || !exception) return '';
    return t('rule.' + stand);
  }

  measures() {
    const [first, rest] = inOrder(this.opened.signals, kFirst);
    if (!first.length && !rest.length) return null;
    return card('case.measured', table('measure', first), folded('measure', rest));
  }

  details() {
    const [first, rest] = inOrder(this.opened.fields, kDetails);
    if (!first.length && !rest.length) return null;
    return card('case.details', table('field', first), folded('field', rest));
  }

  history() {
    const each = this.opened;
    const rows = each.history.map((row) => el('li', {}, el('span', {class: 'helper'}, moment(time(row.at))), el(
        'span', {}, el('b', {}, row.by ? code('who', row.by) : foreign(row.who)),
        ' ', code('history', row.action),
        row.status ? [' ', t('answer.' + row.status)] : null, row.reason ? ': ' + code('reason', row.reason) : null,
        row.confirmed ? [' · ', t('history.confirmed', {who: '\u2068' + row.confirmed + '\u2069'})] : null)));
    const forwarding = each.not_forwarded ? t('forwarding.not', {why: code('forwarding.why', each.not_forwarded)})
        : each.forwarding ? code('forwarding', each.forwarding) : '';
    return card('case.history', el('ol', {class: 'history'},
        el('li', {}, el('span', {class: 'helper'}, moment(time(each.received_at))), t('history.received')), rows),
        forwarding ? el('p', {class: 'helper'}, forwarding) : null);
  }

  footer() {
    const may = (answer) => this.opened.may.includes(answer);
    const button = (answer, key, look) => el(
        'button', {type: 'button', class: look, disabled: !may(answer), onclick: () => this.answer(answer)},
        t('answer.' + answer + '.button'), el('kbd', {}, key));
    this.buttons = [button('come_back', 'C', ''), button('refused', 'R', 'refused'), button('accepted', 'A', 'bold')];
    return el('footer', {class: 'answers'}, el('p', {class: 'helper'}, this.opened.may.length ? '' : t('may_not.' + this.opened.stand)),
              this.buttons);
  }

  // True: the key was meant for the case.
  key(name) {
    if (name === 'p') this.pictures.show();
    else if (name in kAnswers) this.answer(kAnswers[name]);
    else return this.pictures.key(name);
    return true;
  }

  async answer(answer) {
    if (this.busy || !this.opened.may.includes(answer)) return;
    this.busy = true;
    const warnings = [];
    if (answer === 'accepted' && this.opened.pictures && !this.pictures.seen) warnings.push(t('confirm.not_looked'));
    if (this.opened.state === 'decided') warnings.push(t('confirm.takes_back'));
    else if (this.opened.exception && this.opened.stand !== 'dispute') warnings.push(t('confirm.two'));
    const reasons = answer === 'accepted' ? null : this.me.reasons[answer];
    const reason = await confirmAnswer({answer, reasons, warnings});
    if (reason !== null && !this.closed) {
      this.buttons.forEach((each) => { each.disabled = true; });
      try {
        const outcome = await decide(this.opened, answer, reason);
        this.done(outcome, answer);
        return;
      } catch (trouble) {
        this.tell(t('trouble.' + trouble.name), 'bad');
        this.buttons.forEach((each, index) => {
          each.disabled = !this.opened.may.includes(['come_back', 'refused', 'accepted'][index]);
        });
      }
    }
    this.busy = false;
  }

  close() {
    this.closed = true;
    this.pictures.close();
    this.element.remove();
  }
}

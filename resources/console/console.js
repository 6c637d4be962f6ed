// The reviewers' page: who is signed in, the queue beside one case, and the keys for all of it.

import {onSignedOut, openCase, signIn, signOut, whoAmI} from './api.js';
import {CaseView} from './case.js';
import {dialogOpen, showKeys} from './dialogs.js';
import {el, foreign} from './dom.js';
import {Queue} from './queue.js';
import {keepLanguage, languages, loadWords, t} from './words.js';

const app = document.getElementById('app');
let me = null;
let queue = null;
let view = null;
let status = null;

function tell(text, kind = '') {
  if (!status) return;
  status.className = 'said ' + kind;
  status.textContent = text;
}

function languageChoice() {
  return el('select', {
    'aria-label': t('language'),
    onchange: async (event) => {
      keepLanguage(event.target.value);
      await loadWords();
      begin();
    },
  }, languages().map(({tag, name, chosen}) => el('option', {value: tag, selected: chosen, lang: tag}, name)));
}

function brand() {
  return el('div', {class: 'brand'}, el('span', {class: 'mark', 'aria-hidden': 'true'}, '✓'), el('b', {}, 'Countersign'),
            el('span', {class: 'helper'}, t('subtitle')));
}

function closeCase() {
  view?.close();
  view = null;
  queue?.mark('');
  document.querySelector('.empty')?.removeAttribute('hidden');
}

async function open(row) {
  const asker = me;
  try {
    const opened = await openCase(row);
    if (me !== asker) return;  // what one reviewer asked for is not for the next one's eyes
    closeCase();
    tell('');
    view = new CaseView(opened, {me, tell, done});
    document.querySelector('.empty').hidden = true;
    document.querySelector('main').append(view.element);
    queue.mark(opened.record);
    view.title.focus();
  } catch (trouble) {
    if (me !== asker) return;
    closeCase();
    tell(t('trouble.' + trouble.name), 'bad');
    if (trouble.name === 'gone') queue.load();
  }
}

async function done(outcome, answer) {
  const first = outcome.words?.[0];
  closeCase();
  await queue.load();
  const key = outcome.taken_back ? 'done.taken_back.' + outcome.taken_back
      : 'done.' + outcome.result + (outcome.result === 'decided' ? '.' + answer : '');
  const text = t(key, {
    who: first ? '\u2068' + first.name + '\u2069' : '',
    what: first ? t('answer.' + first.answer) : '',
    number: outcome.taken ? t('field.' + outcome.taken) : '',
  });
  const good = ['decided', 'first_of_two', 'disagreed'].includes(outcome.result) && outcome.taken_back !== 'untold';
  tell(text + (outcome.confirmed ? ' ' + t('done.confirmed', {who: '\u2068' + outcome.confirmed + '\u2069'}) : ''),
       good ? 'good' : 'bad');
}

function showDesk() {
  // Where there is nothing to choose the list has said so.
  const drawn = (some) => { document.querySelector('.empty').classList.toggle('nothing', !some); };
  queue = new Queue({open, tell, drawn});
  status = el('p', {class: 'said', role: 'status', 'aria-live': 'polite'});
  app.replaceChildren(
      el('header', {class: 'top'}, brand(), el('div', {class: 'who'},
          languageChoice(),
          el('span', {}, foreign(me.name), ' ', el('span', {class: 'helper'}, t('role.' + me.role))),
          el('button', {type: 'button', onclick: showKeys}, t('keys.button'), el('kbd', {}, '?')),
          el('button', {type: 'button', onclick: leave}, t('sign_out')))),
      el('div', {class: 'desk'}, queue.element,
         el('main', {}, el('div', {class: 'empty'}, el('p', {class: 'title'}, t('empty.title')), el('p', {}, t('empty.what'))))),
      el('footer', {class: 'bottom'}, status, el('p', {class: 'helper'}, t('hint'))));
  queue.load();
}

async function leave() {
  closeCase();
  try {
    await signOut();
  } catch (trouble) {
    // Still signed in: nobody may be told otherwise.
    if (trouble.name !== 'signed_out') tell(t('trouble.' + trouble.name), 'bad');
    return;
  }
  me = null;
  showSignIn();
}

function showSignIn(said = '') {
  view?.close();
  queue = view = null;
  const id = el('input', {id: 'id', name: 'username', autocomplete: 'username', autocapitalize: 'none',
                          spellcheck: 'false', maxlength: 32, required: true, dir: 'ltr'});
  const password = el('input', {id: 'password', type: 'password', name: 'password', maxlength: 512,
                                autocomplete: 'current-password', required: true, dir: 'ltr'});
  const go = el('button', {type: 'submit', class: 'bold'}, t('sign_in.go'));
  status = el('p', {class: 'said bad', role: 'alert'}, said);
  const form = el('form', {class: 'sign-in card'}, el('h1', {}, t('sign_in.title')), el('p', {class: 'helper'}, t('sign_in.what')),
                  el('label', {for: 'id'}, t('sign_in.id')), id, el('label', {for: 'password'}, t('sign_in.password')), password,
                  status, go);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    tell('');
    try {
      me = await signIn(id.value, password.value);
      password.value = '';
      showDesk();
    } catch (trouble) {
      password.value = '';
      go.disabled = false;
      tell(t('trouble.' + trouble.name, {seconds: trouble.seconds}), 'bad');
      password.focus();
    }
  });
  app.replaceChildren(el('header', {class: 'top'}, brand(), el('div', {class: 'who'}, languageChoice())),
                      el('div', {class: 'middle'}, form));
  id.focus();
}

function key(event) {
  if (!me || !queue || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialogOpen()) return;
  if (['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName)) return;
  // The letters of the keys, whatever alphabet is switched on.
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  if (letter === 'j') queue.move(1);
  else if (letter === 'k') queue.move(-1);
  else if (letter === 'n') queue.turn(1);
  else if (event.key === '1') queue.choose('review');
  else if (event.key === '2') queue.choose('second');
  else if (event.key === '?') showKeys();
  else if (event.key === 'Escape' && view) {
    closeCase();
    queue.focus();
  } else if (!view?.key(letter)) return;
  event.preventDefault();
}

async function begin() {
  view?.close();
  view = null;
  document.querySelector('dialog')?.close();
  try {
    me = await whoAmI();
    if (me) showDesk();
    else showSignIn();
  } catch (trouble) {
    showSignIn(t('trouble.' + trouble.name));
  }
}

onSignedOut(() => {
  if (!me) return;
  me = null;
  view?.close();
  document.querySelector('dialog')?.close();
  showSignIn(t('trouble.signed_out'));
});
document.addEventListener('keydown', key);

// As long as a session rests (console_sessions.h): then nothing of a case stays on the screen. By the wall clock, which
// goes on while a computer sleeps.
const restMs = 15 * 60 * 1000;
const againMs = 30 * 1000;
let touchedAt = Date.now();
for (const event of ['keydown', 'pointermove', 'pointerdown', 'wheel'])
  document.addEventListener(event, () => { touchedAt = Date.now(); }, {passive: true});
setInterval(() => {
  if (!me || Date.now() - touchedAt < restMs) return;
  touchedAt = Date.now() - restMs + againMs;  // tried again where the server does not answer
  document.querySelector('dialog')?.close();
  leave();
}, 1000);

// A page that the browser kept for its back button must not show a case again.
window.addEventListener('pageshow', (event) => { if (event.persisted) begin(); });
await loadWords();
await begin();

// What stands before the page until it is answered: confirmation with its reason, the list of keys. The browser's
// own dialogs keep the focus inside and give it back.

import {el} from './dom.js';
import {code, t} from './words.js';

function open(content, whenClosed = () => {}) {
  const dialog = el('dialog', {}, content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    whenClosed(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function dialogOpen() {
  return document.querySelector('dialog[open]') !== null;
}

// Asks once more; with reasons, for one of them. Resolves to the reason ('' where none is asked for), or to null.
export function confirmAnswer({answer, reasons, warnings}) {
  return new Promise((resolve) => {
    let chosen = reasons ? null : '';
    const go = el('button', {type: 'submit', class: 'bold ' + answer, disabled: chosen === null},
                  t('confirm.' + answer + '.go'), el('kbd', {}, 'Enter'));
    const choose = (reason) => {
      chosen = reason;
      go.disabled = false;
    };
    const rows = (reasons ?? []).map((reason, index) => {
      const radio = el('input', {type: 'radio', name: 'reason', value: reason, onchange: () => choose(reason)});
      return el('label', {class: 'choice'}, radio, el('kbd', {}, index < 9 ? index + 1 : 0), code('reason', reason));
    });
    const form = el(
        'form', {method: 'dialog'}, el('h2', {}, t('confirm.' + answer + '.title')),
        el('p', {}, t('confirm.' + answer + '.what')),
        warnings.map((warning) => el('p', {class: 'note warning'}, el('span', {'aria-hidden': 'true'}, '!'), warning)),
        rows.length ? el('fieldset', {}, el('legend', {}, t('confirm.reason')), rows) : null,
        el('div', {class: 'buttons'},
           el('button', {type: 'button', onclick: () => dialog.close('')}, t('confirm.cancel'), el('kbd', {}, 'Esc')),
           go));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (chosen !== null) dialog.close('yes');
    });
    form.addEventListener('keydown', (event) => {
      const index = event.key === '0' ? 9 : Number(event.key) - 1;
      const row = Number.isInteger(index) && index >= 0 ? rows[index] : undefined;
      if (row) {
        const radio = row.querySelector('input');
        radio.checked = true;
        radio.focus();
        choose(radio.value);
        event.preventDefault();
      }
    });
    const dialog = open(form, (value) => resolve(value === 'yes' ? chosen : null));
    (rows[0]?.querySelector('input') ?? go).focus();
  });
}

const kKeys = [
  ['J', 'K'], ['Enter'], ['P'], ['+', '-', '0'], ['←', '→', '↑', '↓'], ['S'], ['A'], ['R'], ['C'], ['1', '2'], ['N'], ['Esc'], ['?'],
];

export function showKeys() {
  const rows = kKeys.map((keys) => [
    el('dt', {}, keys.map((key) => el('kbd', {}, key))),
    el('dd', {}, t('keys.' + keys[0])),
  ]);
  const dialog = open(el('form', {method: 'dialog'}, el('h2', {}, t('keys.title')), el('dl', {class: 'keys'}, rows),
                         el('p', {class: 'helper'}, t('keys.independent')),
                         el('div', {class: 'buttons'},
                            el('button', {class: 'bold'}, t('keys.close'), el('kbd', {}, 'Esc')))));
  dialog.querySelector('button').focus();
}


// Every sentence of the page, by language: words/*.json, of which English is the source. The choice is kept in
// this browser.

const kLanguages = [
  {tag: 'en', file: 'en', name: 'English', direction: 'ltr', locale: 'en-GB'},
  {tag: 'zh-CN', file: 'zh_CN', name: '中文', direction: 'ltr', locale: 'zh-CN'},
  // Numbers in the digits that stand on documents and cards.
  {tag: 'ar', file: 'ar', name: 'العربية', direction: 'rtl', locale: 'ar-u-nu-latn'},
];
const kKept = 'language';

let current = kLanguages[0];
let words = {};
let source = {};

export function languages() {
  return kLanguages.map(({tag, name}) => ({tag, name, chosen: tag === current.tag}));
}

function wanted() {
  const asked = [localStorage.getItem(kKept), ...navigator.languages].filter(Boolean);
  for (const tag of asked) {
    const found = kLanguages.find((each) => each.tag === tag) ??
        kLanguages.find((each) => each.tag.split('-')[0] === tag.split('-')[0]);
    if (found) return found;
  }
  return kLanguages[0];
}

async function read(file) {
  const answer = await fetch('/words/' + file + '.json');
  return answer.ok ? answer.json() : {};
}

export async function loadWords() {
  current = wanted();
  source = await read('en');
  words = current.file === 'en' ? source : await read(current.file);
  document.documentElement.lang = current.tag;
  document.documentElement.dir = current.direction;
  document.title = t('title');
}

export function keepLanguage(tag) {
  localStorage.setItem(kKept, tag);
}

export function has(key) {
  return key in words || key in source;
}

export function t(key, values = {}) {
  const text = words[key] ?? source[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

// Codes are fixed words; one that this page doesn't know yet is shown as it is.
export function code(group, name) {
  return has(group + '.' + name) ? t(group + '.' + name) : name;
}

export function number(value, digits = 2) {
  return new Intl.NumberFormat(current.locale, {minimumFractionDigits: digits, maximumFractionDigits: digits})
      .format(value);
}

export function time(text) {
  return new Intl.DateTimeFormat(current.locale, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(text));
}

export function day(text) {
  return new Intl.DateTimeFormat(current.locale, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(text));
}

export function ago(text) {
  const minutes = Math.max(0, Math.round((Date.now() - new Date(text).getTime()) / 60000));
  const format = new Intl.RelativeTimeFormat(current.locale, {numeric: 'auto'});
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 48 * 60) return format.format(-Math.round(minutes / 60), 'hour');
  return format.format(-Math.round(minutes / 1440), 'day');
}

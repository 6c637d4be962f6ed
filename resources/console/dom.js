// Elements are made here and nowhere else, and text goes in as text: nothing that came from a counter is ever
// read as HTML.

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'class') made.className = value;
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    made.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return made;
}

// A counter's text may hold anything. Control characters and those that turn the direction of writing are shown
// as a sign instead of being obeyed; the joiners that some scripts need stay.
export function plain(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '\ufffd');
}

// With a direction of its own, so that it can't disorder what stands around it.
export function foreign(text) {
  return el('bdi', {}, plain(text));
}

// Numbers run from left to right in every language.
export function figures(text) {
  return el('bdi', {class: 'figures', dir: 'ltr'}, plain(text));
}

// The page's own words on a time: isolated, and as the language writes them.
export function moment(text) {
  return el('bdi', {class: 'figures'}, text);
}

export function chip(kind, sign, text) {
  return el('span', {class: 'chip ' + kind}, el('span', {class: 'sign', 'aria-hidden': 'true'}, sign), text);
}

// What is asked of the server. Every change carries the session's token; the cookie itself is out of reach of
// scripts.

let csrf = '';
let whenOut = () => {};

export class Trouble extends Error {
  constructor(name, seconds = 0) {
    super(name);
    this.name = name;
    this.seconds = seconds;
  }
}

export function onSignedOut(callback) {
  whenOut = callback;
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, {...options, cache: 'no-store', credentials: 'same-origin', redirect: 'error'});
  } catch {
    throw new Trouble('unreachable');
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  const trouble = new Trouble(said.error ?? 'try_later', said.seconds ?? 0);
  if (trouble.name === 'signed_out') {
    csrf = '';
    whenOut();
  }
  throw trouble;
}

async function get(path) {
  return (await ask(path, {method: 'GET'})).json();
}

function post(path, body) {
  return ask(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrf},
    body: JSON.stringify(body),
  });
}

// Null: nobody is signed in.
export async function whoAmI() {
  const me = await get('/api/me');
  csrf = me.csrf ?? '';
  return me.id ? me : null;
}

export async function signIn(id, password) {
  const me = await (await post('/api/sign-in', {id, password})).json();
  csrf = me.csrf;
  return me;
}

export async function signOut() {
  await post('/api/sign-out', {});
  csrf = '';
}

export function cases(state, after) {
  const query = new URLSearchParams({state});
  if (after) query.set('after', after);
  return get('/api/cases?' + query);
}

export async function openCase({device, record}) {
  return (await post('/api/case', {device, record})).json();
}

export async function decide(opened, answer, reason) {
  const {device, record, revision} = opened;
  return (await post('/api/case/decide', {device, record, revision, answer, reason})).json();
}

// All pictures in one answer that no cache keeps and that has no address of its own: three lengths, four bytes each
// with the highest first, then portrait, best frame and the supporting picture as JPEG.
export async function pictures({device, record}) {
  const answer = await post('/api/case/pictures', {device, record});
  const bytes = await answer.arrayBuffer();
  const head = new DataView(bytes);
  const parts = [];
  for (let index = 0, at = 12; index < 3; ++index) {
    const length = head.getUint32(4 * index);
    parts.push(new Uint8Array(bytes, at, length));
    at += length;
  }
  return {parts, wipe: () => new Uint8Array(bytes).fill(0)};
}

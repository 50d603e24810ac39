// One account: how it is, how it was, and what can be done about it.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';
import { get } from './live.js';
import { Ago, State } from './parts.js';

export function Drawer({ words, alias, beat, mayAct, locked, act, close }) {
  const [one, setOne] = useState(null);
  const [gone, setGone] = useState('');
  const heading = useRef();
  useEffect(() => {
    heading.current?.focus();
  }, [alias]);
  useEffect(() => {
    const stop = new AbortController();
    get(`accounts/${encodeURIComponent(alias)}`, stop.signal)
      .then((found) => { setOne(found); setGone(''); })
      .catch((problem) => problem.name === 'AbortError' || setGone(problem.message));
    return () => stop.abort();
  }, [alias, beat]);
  const shown = one?.row.alias === alias ? one : null;
  return html`
    <aside class="drawer" role="dialog" aria-labelledby="drawer-name"
      onKeyDown=${(event) => event.key === 'Escape' && close()}>
      <header>
        <h2 id="drawer-name" tabindex="-1" ref=${heading}>${alias}</h2>
        <button type="button" class="close" aria-label=${words.close} title=${words.close} onClick=${close}>×</button>
      </header>
      ${gone && html`<p class="trouble" role="alert">${gone}</p>`}
      ${shown && html`<${Details} words=${words} one=${shown} mayAct=${mayAct} locked=${locked} act=${act} />`}
    </aside>`;
}

function Details({ words, one, mayAct, locked, act }) {
  const { row } = one;
  return html`
    <p class="standing"><${State} state=${row.state} words=${words} /> <${Ago} at=${row.since} words=${words} /></p>
    <dl>
      <dt>${words.reason}</dt><dd>${row.reason}</dd>
      <dt>${words.next}</dt><dd>${row.next}</dd>
      <dt>${words.last}</dt><dd><${Ago} at=${row.last} words=${words} /></dd>
      <dt>${words.inOut}</dt><dd>${words.number(row.in)} / ${words.number(row.out)}</dd>
      <dt>${words.rate}</dt><dd>${words.number(row.inRate)} / ${words.number(row.outRate)}</dd>
      <dt>${words.drops}</dt><dd>${words.number(row.drops)}${one.attempts > 0 && `, ${words.number(one.attempts)} ${words.attempts}`}</dd>
    </dl>
    ${row.state === 'challenged' && html`<${Captcha} words=${words} one=${one} mayAct=${mayAct} act=${act} />`}
    <div class="actions">
      ${['login', 'logout', 'pause', 'resume'].map((action) => html`
        <button type="button" disabled=${!mayAct || !suits(action, row.state)}
          title=${action === 'pause' ? words.pauseWhy : ''} onClick=${() => act(row.alias, action)}>${words[action]}</button>`)}
    </div>
    ${!mayAct && html`<p class="muted">${locked ? words.unlockFirst : words.readOnlyWhy}</p>`}
    <h3>${words.history}</h3>
    <ol class="history">${one.history.map((past) => html`
      <li key=${past.since + past.reason}><${State} state=${past.state} words=${words} />
        <time datetime=${new Date(past.since).toISOString()}>${words.moment(past.since)}</time>
        <span class="reason">${past.reason}</span></li>`)}
    </ol>`;
}

/** Whether it makes sense to ask this of an account in that state. */
function suits(action, state) {
  const online = state === 'online' || state === 'silent' || state === 'paused';
  return { login: !online, logout: state !== 'stopped', pause: online && state !== 'paused', resume: state === 'paused' }[action];
}

function Captcha({ words, one, mayAct, act }) {
  const [answer, setAnswer] = useState('');
  return html`
    <form class="captcha" onSubmit=${(event) => {
      event.preventDefault();
      act(one.row.alias, 'captcha', { answer });
      setAnswer('');
    }}>
      ${one.picture ? html`<img src=${one.picture} alt=${words.captcha} />` : html`<p class="muted">${words.noPicture}</p>`}
      <label>${words.captcha}
        <input name="answer" value=${answer} onInput=${(event) => setAnswer(event.target.value)} autocomplete="off" maxlength="64" required disabled=${!mayAct} />
      </label>
      <button type="submit" disabled=${!mayAct || answer.trim() === ''}>${words.answer}</button>
    </form>`;
}

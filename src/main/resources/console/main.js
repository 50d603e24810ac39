// The page, put together.

import { html, render, useCallback, useEffect, useMemo, useRef, useState } from './vendor/preact-htm.js';
import { Accounts } from './accounts.js';
import { Chart } from './charts.js';
import { Drawer } from './drawer.js';
import { Letters } from './letters.js';
import { accountsPath, answers, get, listen, post } from './live.js';
import { STATES, State, bytes } from './parts.js';
import { wordsOf } from './words.js';

const PAGE = 50;

/** A value that the browser remembers under a name. */
function useKept(store, name, byDefault) {
  const [value, setValue] = useState(() => store.getItem(name) ?? byDefault());
  const keep = useCallback((next) => {
    if (next === '') {
      store.removeItem(name);
    } else {
      store.setItem(name, next);
    }
    setValue(next);
  }, []);
  return [value, keep];
}

function useRows(stream, query) {
  const [rows, setRows] = useState(null);
  const wanted = useRef(query);
  wanted.current = query;
  useEffect(() => {
    if (!stream) {
      return undefined;
    }
    const stop = new AbortController();
    get(accountsPath(query, stream), stop.signal).then(setRows)
      .catch((problem) => problem.name === 'AbortError' || console.warn(problem.message));
    return () => stop.abort();
  }, [stream, query]);
  const told = useCallback((next) => answers(next, wanted.current) && setRows(next), []);
  return [rows, told];
}

function App() {
  const [language, setLanguage] = useKept(localStorage, 'language', () => (navigator.language.startsWith('zh') ? 'zh' : 'en'));
  const [theme, setTheme] = useKept(localStorage, 'theme', () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const [token, setToken] = useKept(sessionStorage, 'token', () => '');
  const [stream, setStream] = useState('');
  const [live, setLive] = useState(false);
  const [now, setNow] = useState(null);
  const [beat, setBeat] = useState(0);
  const [query, setQuery] = useState({ search: '', states: [], order: 'name', page: 0, size: PAGE });
  const [rows, told] = useRows(stream, query);
  const [tab, setTab] = useState('accounts');
  const [selected, setSelected] = useState('');
  const [said, setSaid] = useState('');
  const [unlocking, setUnlocking] = useState(false);
  const words = useMemo(() => wordsOf(language), [language]);
  const current = useRef(words);
  current.current = words;
  const ask = useCallback((change) => setQuery((before) => ({ ...before, ...change })), []);

  useEffect(() => {
    document.documentElement.lang = words.tag;
    document.documentElement.dataset.theme = theme;
    document.title = words.title;
  }, [words, theme]);

  useEffect(() => listen({
    hello: (id) => { setStream(id); setLive(true); },
    rows: told,
    gone: () => setLive(false),
    now: (snapshot, news) => {
      setNow(snapshot);
      setBeat((before) => before + 1);
      const drops = news.filter((event) => event.kind === 'drop');
      if (drops.length > 0) {
        setSaid(drops.map((event) => current.current.dropped(event.account)).join(' '));
      }
    },
  }), []);

  const close = useCallback(() => {
    setSelected((alias) => {
      requestAnimationFrame(() => [...document.querySelectorAll('button.name')].find((button) => button.textContent === alias)?.focus());
      return '';
    });
  }, []);

  /** Asks for it, and says what came of that. */
  const doing = (path, what, body) => post(path, token, body)
    .then(() => current.current.asked(what))
    .catch((problem) => current.current.failed(problem.message))
    .then((outcome) => { setSaid(outcome); return outcome; });
  const act = (alias, action, body) => doing(`accounts/${encodeURIComponent(alias)}/${action}`, `${words[action] ?? action}, ${alias}`, body);
  const mayAct = Boolean(token) && Boolean(now?.mayAct);

  return html`
    <header class="top">
      <h1><img src="icon.svg" alt="" /> ${words.title}</h1>
      <span class="live" data-live=${live} role="status">${live ? words.live : words.offline}</span>
      <${Facts} words=${words} now=${now} />
      <span class="space"></span>
      ${now && (now.mayAct
        ? html`<button type="button" onClick=${() => (token ? setToken('') : setUnlocking(true))}>${token ? words.lock : words.unlock}</button>`
        : html`<span class="muted" title=${words.readOnlyWhy}>${words.readOnly}</span>`)}
      <button type="button" lang=${language === 'zh' ? 'en' : 'zh-CN'} onClick=${() => setLanguage(language === 'zh' ? 'en' : 'zh')}>${words.language}</button>
      <button type="button" onClick=${() => setTheme(theme === 'dark' ? 'light' : 'dark')}>${theme === 'dark' ? words.light : words.dark}</button>
    </header>
    <main>
      <${States} words=${words} states=${now?.states ?? {}} chosen=${query.states} choose=${(states) => { setTab('accounts'); ask({ states, page: 0 }); }} />
      ${now?.gate && html`<p class="trouble" role="alert">${words.gate}: ${now.gate}</p>`}
      ${now && html`<${Charts} words=${words} points=${now.points} theme=${theme} />`}
      <div class="columns">
        <section class="card">
          <div class="tabs" role="tablist">
            ${['accounts', 'letters'].map((name) => html`
              <button type="button" role="tab" id=${`tab-${name}`} aria-selected=${tab === name} aria-controls="panel" tabindex=${tab === name ? 0 : -1}
                onClick=${() => setTab(name)} onKeyDown=${(event) => (event.key === 'ArrowRight' || event.key === 'ArrowLeft') && switchTab(tab, setTab)}>
                ${words[name]}${name === 'letters' && now?.deadLetters > 0 && html` <span class="badge">${words.number(now.deadLetters)}</span>`}
              </button>`)}
          </div>
          <div id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}>
            ${tab === 'accounts'
              ? html`<${Accounts} words=${words} rows=${rows} query=${query} ask=${ask} selected=${selected} select=${setSelected} />`
              : html`<${Letters} words=${words} mayAct=${mayAct} texts=${now?.texts} count=${now?.deadLetters}
                  replay=${(place) => doing('dead-letters/replay', `${words.replay} ${place}`, { place })} />`}
          </div>
        </section>
        <${Events} words=${words} events=${now?.events ?? []} select=${setSelected} />
      </div>
    </main>
    ${selected && html`<${Drawer} words=${words} alias=${selected} beat=${beat} mayAct=${mayAct} locked=${now?.mayAct} act=${act} close=${close} />`}
    ${unlocking && html`<${Unlock} words=${words} use=${(given) => { setToken(given); setUnlocking(false); }} cancel=${() => setUnlocking(false)} />`}
    <p class="said" role="status" aria-live="polite">${said}</p>`;
}

function switchTab(tab, setTab) {
  const other = tab === 'accounts' ? 'letters' : 'accounts';
  setTab(other);
  document.getElementById(`tab-${other}`).focus();
}

function Facts({ words, now }) {
  return now && html`
    <dl class="facts">
      <div><dt>${words.gate}</dt><dd class=${now.gate ? 'bad' : ''}>${now.gate ? words.gateClosed : words.gateOpen}
        ${now.waiting > 0 && ` (${words.number(now.waiting)} ${words.waiting})`}</dd></div>
      <div><dt>${words.journal}</dt><dd>${now.journal.bytes === 0 ? words.journalEmpty : bytes(now.journal.bytes, words)}
        ${now.journal.age >= 1000 && `, ${words.number(Math.round(now.journal.age / 1000))} s`}</dd></div>
    </dl>`;
}

/** How many are in which state; each is a switch that shows those alone. */
function States({ words, states, chosen, choose }) {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  const toggle = (state) => choose(chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state]);
  return html`
    <div class="states" role="group" aria-label=${words.state}>
      <button type="button" aria-pressed=${chosen.length === 0} onClick=${() => choose([])}><b>${words.number(all)}</b> ${words.all}</button>
      ${STATES.filter((state) => states[state] || chosen.includes(state) || state === 'online').map((state) => html`
        <button type="button" key=${state} data-state=${state} aria-pressed=${chosen.includes(state)} onClick=${() => toggle(state)}>
          <b>${words.number(states[state] ?? 0)}</b> <${State} state=${state} words=${words} />
        </button>`)}
    </div>`;
}

function Charts({ words, points, theme }) {
  const times = useMemo(() => points.map((point) => point.at / 1000), [points]);
  const line = (label, colour, field) => ({ label, colour, values: points.map((point) => point[field]) });
  return html`
    <div class="charts">
      <${Chart} words=${words} theme=${theme} title=${words.traffic} times=${times} lines=${[line(words.received, '--blue', 'in'), line(words.sent, '--green', 'out')]} />
      <${Chart} words=${words} theme=${theme} title=${words.delivery} times=${times} lines=${[line(words.p50, '--blue', 'p50'), line(words.p99, '--amber', 'p99')]} />
      <${Chart} words=${words} theme=${theme} title=${words.drops} times=${times} lines=${[line(words.drops, '--red', 'drops')]} bars />
    </div>`;
}

function Events({ words, events, select }) {
  return html`
    <section class="card events" aria-label=${words.events}>
      <h2>${words.events}</h2>
      ${events.length === 0 && html`<p class="empty">${words.none}</p>`}
      <ol tabindex="0">${events.toReversed().map((event) => html`
        <li key=${event.number}>
          <time datetime=${new Date(event.at).toISOString()}>${words.clock(event.at)}</time>
          <button type="button" class="link" disabled=${!event.account} onClick=${() => select(event.account)}>${event.account || words.unknownAccount}</button>
          <span class="state" data-state=${event.kind}>${words.kindOf(event.kind)}</span>
          <span class="what">${event.text}</span>
        </li>`)}
      </ol>
    </section>`;
}

function Unlock({ words, use, cancel }) {
  const dialog = useRef();
  const [given, setGiven] = useState('');
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog ref=${dialog} aria-labelledby="unlock" onCancel=${cancel}>
      <form onSubmit=${(event) => { event.preventDefault(); use(given.trim()); }}>
        <h2 id="unlock">${words.unlock}</h2>
        <label>${words.token}
          <input type="password" name="token" required autocomplete="off" value=${given} onInput=${(event) => setGiven(event.target.value)} />
        </label>
        <p class="muted">${words.tokenWhy}</p>
        <div class="actions"><button type="button" onClick=${cancel}>${words.cancel}</button><button type="submit" class="main">${words.unlock}</button></div>
      </form>
    </dialog>`;
}

render(html`<${App} />`, document.getElementById('app'));

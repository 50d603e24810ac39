// What the page asks of the program, and what the program tells by itself.

const POINTS = 300;
const EVENTS = 200;

async function answered(response) {
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error ?? response.statusText);
  }
  return body;
}

/** Asks for data. */
export const get = (path, signal) => fetch(`api/${path}`, { signal }).then(answered);

/** Asks for something to be done, by one who knows the token. */
export const post = (path, token, body = {}) => fetch(`api/${path}`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
  body: JSON.stringify(body),
}).then(answered);

/** Where the accounts of a query are. */
export function accountsPath(query, stream) {
  const { search, states, order, page, size } = query;
  return `accounts?${new URLSearchParams({ search, state: [...states].sort().join(), sort: order, page, size, stream })}`;
}

/** Whether rows are those that a query asks for: older ones may still be on their way. */
export const answers = (rows, query) => rows.query.page === query.page
  && rows.query.size === query.size
  && rows.query.search === query.search.trim().toLowerCase()
  && rows.query.order.toLowerCase() === query.order
  && [...rows.query.states].sort().join() === [...query.states].sort().join();

/**
 * Listens for as long as the page lives.
 *
 * @param {{hello: Function, now: Function, rows: Function, gone: Function}} to
 */
export function listen(to) {
  const source = new EventSource('api/stream');
  let points = [];
  let events = [];
  const show = (snapshot, fresh) => {
    points = (fresh ? snapshot.points : points.concat(snapshot.points)).slice(-POINTS);
    // One who has just come may be told once more what he was shown at first.
    const shown = fresh ? 0 : events.at(-1)?.number ?? 0;
    const news = snapshot.events.filter((event) => event.number > shown);
    events = (fresh ? news : events.concat(news)).slice(-EVENTS);
    to.now({ ...snapshot, points, events }, fresh ? [] : news);
  };
  source.addEventListener('hello', (event) => to.hello(JSON.parse(event.data).stream));
  source.addEventListener('snapshot', (event) => show(JSON.parse(event.data), true));
  source.addEventListener('tick', (event) => show(JSON.parse(event.data), false));
  source.addEventListener('rows', (event) => to.rows(JSON.parse(event.data)));
  source.addEventListener('error', () => to.gone());
  return () => source.close();
}

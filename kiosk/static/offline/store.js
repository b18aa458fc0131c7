// What the kiosk keeps on its disk (IndexedDB): numbers leased ahead, tickets not yet handed in, and a few facts.

const NAME = "lotse-kiosk";
const VERSION = 1;

/**
 * Opens it. A ticket is {place, stub, body, request_id, made_at}; `place` puts tickets in order.
 *
 * fact(name), setFact(name, value)
 * addNumbers(stubs), countByDay(), forgetNumbers(isGone)
 * takeNumber(on, requestId, make)   the ticket of this request, made of the day's next number in one step; null: none left
 * tickets(), removeTicket(place), changeTicket(ticket)
 */
export async function openStore() {
  const database = await openDatabase();
  return {
    fact: (name) => run(database, "facts", "readonly", ({ facts }) => facts.get(name)),
    setFact: (name, value) => run(database, "facts", "readwrite", ({ facts }) => facts.put(value, name)),
    addNumbers: (stubs) => run(database, "numbers", "readwrite", ({ numbers }) => stubs.forEach((stub) => numbers.put(stub))),
    countByDay: () => countByDay(database),
    forgetNumbers: (isGone) => forgetNumbers(database, isGone),
    takeNumber: (on, requestId, make) => takeNumber(database, on, requestId, make),
    tickets: () => run(database, "tickets", "readonly", ({ tickets }) => tickets.getAll()),
    removeTicket: (place) => run(database, "tickets", "readwrite", ({ tickets }) => tickets.delete(place)),
    changeTicket: (ticket) => run(database, "tickets", "readwrite", ({ tickets }) => tickets.put(ticket)),
  };
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("facts");
      opening.result.createObjectStore("numbers", { keyPath: ["on", "number"] });
      const tickets = opening.result.createObjectStore("tickets", { keyPath: "place", autoIncrement: true });
      tickets.createIndex("request_id", "request_id", { unique: true });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/** One transaction; resolves when it is on the disk, with the result of the request that `work` returned, if it did. */
function run(database, names, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    const stores = Object.fromEntries([names].flat().map((name) => [name, transaction.objectStore(name)]));
    const asked = work(stores);
    transaction.oncomplete = () => resolve(asked instanceof IDBRequest ? asked.result : asked);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

async function countByDay(database) {
  const keys = await run(database, "numbers", "readonly", ({ numbers }) => numbers.getAllKeys());
  const counts = {};
  for (const [on] of keys) counts[on] = (counts[on] ?? 0) + 1;
  return counts;
}

function forgetNumbers(database, isGone) {
  return run(database, "numbers", "readwrite", ({ numbers }) => {
    const keys = numbers.getAllKeys();
    keys.onsuccess = () => keys.result.filter(([on]) => isGone(on)).forEach((key) => numbers.delete(key));
  });
}

async function takeNumber(database, on, requestId, make) {
  const found = { ticket: null };
  await run(database, ["numbers", "tickets"], "readwrite", ({ numbers, tickets }) => {
    const known = tickets.index("request_id").get(requestId);
    known.onsuccess = () => {
      found.ticket = known.result ?? null;
      if (!found.ticket) takeNext(numbers, tickets, on, (stub) => (found.ticket = { ...make(stub), stub, request_id: requestId }));
    };
  });
  return found.ticket;
}

/** The number leaves the stock and the ticket is there: both or neither. */
function takeNext(numbers, tickets, on, make) {
  const next = numbers.openCursor(IDBKeyRange.bound([on], [on, []]));
  next.onsuccess = () => {
    if (!next.result) return;
    tickets.add(make(next.result.value));
    next.result.delete();
  };
}

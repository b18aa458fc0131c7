// What the reader has changed and not saved yet: whole tables beside the document they were made from. It outlives a
// reload and a lost session in this window, and goes when it is saved or thrown away.

const KEY = "lotse.configuration.draft";
const copy = (value) => JSON.parse(JSON.stringify(value ?? null));

/** `owner`: whose draft it is, so that the next person at this window does not find it. */
export function createDraft({ owner, revision, document, form }) {
  const tables = new Map(form.tables.map((table) => [table.name, table]));
  const draft = {
    revision,
    document,
    edited: {}, // table → rows or keys, only where they differ

    /** The rows (or keys) of a table, to be changed in place; call `touch` afterwards. */
    rows(name) {
      draft.edited[name] ??= copy(draft.document[name]) ?? (tables.get(name).many ? [] : {});
      return draft.edited[name];
    },

    /** The same to look at. */
    look(name) {
      return draft.edited[name] ?? draft.document[name] ?? (tables.get(name).many ? [] : {});
    },

    replace(name, rows) {
      draft.edited[name] = rows;
      draft.touch();
    },

    /** Tables that differ from what is saved. */
    changed() {
      const isSame = (name) => JSON.stringify(sorted(draft.edited[name])) === JSON.stringify(sorted(draft.document[name] ?? empty(tables.get(name))));
      return Object.fromEntries(Object.entries(draft.edited).filter(([name]) => !isSame(name)));
    },

    touch() {
      const changed = draft.changed();
      try {
        if (Object.keys(changed).length) sessionStorage.setItem(KEY, JSON.stringify({ owner, revision: draft.revision, edited: changed }));
        else sessionStorage.removeItem(KEY);
      } catch {
        // then a reload loses it
      }
    },

    drop() {
      draft.edited = {};
      draft.touch();
    },
  };
  restore(draft, owner, tables);
  return draft;
}

/** A draft of an older revision keeps that number: saving it says that somebody else was faster. */
function restore(draft, owner, tables) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (kept?.owner !== owner) return;
    draft.edited = Object.fromEntries(Object.entries(kept.edited).filter(([name]) => tables.has(name)));
    draft.revision = kept.revision;
  } catch {
    // nothing was kept
  }
}

function empty(table) {
  return table.many ? [] : {};
}

/** Keys in one order, so that only values count. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

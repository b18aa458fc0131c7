// What this browser remembers about how its reader likes the console. Nothing about visitors, nothing about work.

const PREFIX = "lotse.console.";

/** A remembered setting ("language", "theme", "keys", "sound"), or `otherwise`. */
export function setting(name, otherwise) {
  try {
    return localStorage.getItem(PREFIX + name) ?? otherwise;
  } catch {
    return otherwise; // a browser that remembers nothing
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // it holds until the page closes
  }
}

/** Codes ticked in the outcome form, kept over a reload or a closed window. Gone when the talk ends, and with sign-out. */
export const draftStore = {
  read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(`${PREFIX}draft`) ?? "null");
      return kept?.key === key ? kept.draft : null;
    } catch {
      return null;
    }
  },
  write(key, draft) {
    try {
      localStorage.setItem(`${PREFIX}draft`, JSON.stringify({ key, draft }));
    } catch {
      // then a reload starts the form again
    }
  },
  clear() {
    try {
      localStorage.removeItem(`${PREFIX}draft`);
    } catch {
      // nothing was kept
    }
  },
};

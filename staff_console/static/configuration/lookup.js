// What fields ask of the draft: names of rows in other tables, languages that a text needs, words that come with the program.

const STAFF = ["de", "en"];

/** Adds to `context` ({texts, draft, templates, sharedPages, readable}) what fields and titles look up. */
export function addLookups(context) {
  const { texts: { named } } = context;
  const rows = (table) => context.draft.look(table);
  const languages = () => rows("languages");

  const languageName = (code) => {
    const row = languages().find((one) => one.code === code) ?? context.templates.languages.find((one) => one.code === code);
    return (row && named(row.staff_name)) || row?.name || code || "";
  };
  const textCodes = () => languages().filter(({ pages, code }) => pages && !(code in context.sharedPages)).map(({ code }) => code);

  return Object.assign(context, {
    languageName,
    nameIn: (table, code) => {
      const row = rows(table).find((one) => one.code === code);
      return (row && (typeof row.name === "string" ? row.name : named(row.name))) || code;
    },
    /** [{code, text, sign?}] for a key that names rows of another table. */
    choicesOf: (key) => {
      if (key.of === "desks") return rows("desks").map(({ number, name }) => ({ code: number, text: name || String(number) }));
      if (key.of !== "languages") return rows(key.of).filter((row) => fits(key, row)).map((row) => ({ code: row.code, text: (typeof row.name === "string" ? row.name : named(row.name)) || row.code, sign: row.discreet ? "eye-off" : row.icon }));
      const isForPages = key.name.endsWith("_language") || key.name.startsWith("board");
      return languages().filter(({ pages, advice }) => (isForPages ? pages : advice)).map(({ code }) => ({ code, text: languageName(code) }));
    },
    /** {needed, possible}: codes of the languages of a text, those that must be there first. */
    textLanguages: (key, table = "") => {
      if (key.staff && table !== "referral_bodies") return { needed: STAFF, possible: STAFF };
      const all = textCodes();
      const ordered = [...STAFF.filter((code) => all.includes(code)), ...all.filter((code) => !STAFF.includes(code))];
      if (key.staff) return { needed: STAFF, possible: [...STAFF, ...ordered.filter((code) => !STAFF.includes(code))] }; // on next-step slips
      return { needed: key.passing ? ordered.filter((code) => STAFF.includes(code)) : ordered, possible: ordered };
    },
    missingTexts: (table, row) => table.keys.filter(({ form }) => form === "texts").reduce((sum, key) => {
      if (!row[key.name] && !key.required) return sum;
      return sum + context.textLanguages(key).needed.filter((code) => !row[key.name]?.[code]).length;
    }, 0),
    /** The program's own words for a row: of the same code, or with the same German or English text. */
    templateTexts: (table, row, name) => {
      const known = context.templates[table] ?? [];
      const same = (one) => ["en", "de"].some((code) => row[name]?.[code] && row[name][code].toLowerCase() === one[name]?.[code]?.toLowerCase());
      const found = known.find(({ code }) => code === row.code) ?? known.find(same);
      return found && typeof found[name] === "object" ? found[name] : {};
    },
    /** A copy of the program's row, with texts in the languages of this place only. */
    fitting: (table, row) => {
      const made = JSON.parse(JSON.stringify(row));
      const codes = new Set([...textCodes(), ...STAFF]);
      if (table !== "languages" && typeof made.name === "object") made.name = Object.fromEntries(Object.entries(made.name).filter(([code]) => codes.has(code)));
      delete made.parent;
      return made;
    },
  });
}

function fits(key, row) {
  if (key.name === "parent") return !row.guest && !row.discreet;
  return true;
}

// The console: who is signed in, what the server's picture says, and which screen that makes. The state lives on the
// server; this page keeps nothing but the last picture, so a reload brings everything back and repeats nothing.

import { announce, notice } from "/static/web/dialogs.js";
import { boot, replace, setLanguage, setTheme } from "/static/web/dom.js";
import { get } from "/static/web/api.js";
import { every } from "/static/web/clock.js";
import { follow } from "/static/web/live.js";
import { textsOf } from "/static/web/texts.js";
import { accountScreen, mustEnrolScreen } from "./account_page.js";
import { appointmentsScreen } from "./appointments_page.js";
import { attention } from "./attention.js";
import { confirmDialog } from "./confirm.js";
import { desksScreen } from "./desks.js";
import { devicesScreen } from "./devices_page.js";
import { eventsScreen } from "./events_page.js";
import { forecastScreen } from "./forecast_page.js";
import { guestFiguresScreen } from "./guest_figures_page.js";
import { helpDialog } from "./help.js";
import { openHelp } from "./help_calls.js";
import { listenToKeys } from "./keys.js";
import { languagesScreen } from "./languages_page.js";
import { linkFromAddress, linkScreen } from "./link.js";
import { logScreen } from "./log_page.js";
import { noticesScreen } from "./notices_page.js";
import { tickTimes } from "./parts.js";
import { peopleScreen } from "./people_page.js";
import { QUEUE, click, readSession, signIn, signOut } from "./server.js";
import { draftStore, remember, setting } from "./settings.js";
import { offlineScreen, signInScreen } from "./sign_in.js";
import { receptionScreen } from "./reception.js";
import { rosterScreen } from "./roster_page.js";
import { todayScreen } from "./today_page.js";
import { wordsOf } from "./words.js";
import { workScreen } from "./work.js";

const SERVING = ["case-manager", "lead", "guest"];
const ISSUING = ["case-manager", "lead", "reception"];
const HOMES = { auditor: "log", operator: "devices" }; // who sees no queue
const REFUSED = /^#refused=([A-Za-z]+)$/; // how a sign-in by the identity provider ends badly
const RETRY_S = 5;
const PAGES = {
  today: todayScreen, roster: rosterScreen,
  appointments: appointmentsScreen, forecast: forecastScreen, notices: noticesScreen, events: eventsScreen,
  "guest-figures": guestFiguresScreen, languages: languagesScreen, people: peopleScreen, devices: devicesScreen, log: logScreen, account: accountScreen,
};

const start = boot();
const root = document.getElementById("console");
const state = { session: null, page: "desk", picture: null, line: "", live: null, screen: null, isBusy: false };

let texts = textsOf(start.texts[readerLanguage()]);
let context = null;
const newcomer = attention({ titleOf, soundOn: () => setting("sound", "on") === "on", onUnknown: tellUnknown });

setLanguage(texts);
setTheme(readerTheme());
listenToKeys(keysOn, (key) => (key === "?" ? state.session && (() => helpDialog(context)) : state.screen?.keys?.()[key]));
every(1, () => {
  tickTimes();
  newcomer.tick();
  state.screen?.tick?.();
});
begin();

async function begin() {
  const token = linkFromAddress();
  if (token) return comeByLink(token);
  const refused = REFUSED.exec(location.hash)?.[1];
  if (refused) {
    history.replaceState(null, "", location.pathname);
    return askWho(await refusalWords(refused));
  }
  const answer = await readSession(texts.language);
  if (answer.ok) return enter(answer.body);
  if (answer.status === 0) {
    setTimeout(begin, RETRY_S * 1000);
    return show("offline", () => offlineScreen(preferences()));
  }
  return askWho();
}

function askWho(message = "") {
  show(`sign-in ${texts.language} ${message}`, () => signInScreen({ ...preferences(), provider: start.provider, message, onSignIn }));
}

async function comeByLink(token) {
  const screen = await linkScreen(preferences(), token, { onEntered: enter, onBack: () => askWho() });
  show(`link ${texts.language}`, () => screen);
}

async function refusalWords(code) {
  const answer = await get(`/api/problems/${code}`, { language: texts.language });
  return answer.body.detail ?? texts._("That did not work. Please try again.");
}

async function onSignIn(username, password, code) {
  const answer = await signIn(username, password, code, texts.language);
  if (answer.ok) enter(answer.body);
  return answer;
}

function enter(session) {
  state.session = session;
  makeContext();
  if (session.lacks_second_factor) return show(`enrol ${texts.language}`, () => mustEnrolScreen(context));
  state.page = context.home;
  if (context.seesQueue) listen();
  return draw();
}

function listen() {
  state.live = follow({
    namespace: "/staff",
    snapshotUrl: QUEUE,
    onPicture: (picture) => {
      state.picture = picture;
      newcomer.see(picture);
      draw();
    },
    onState: (line) => {
      state.line = line;
      state.screen?.line?.(line);
    },
    onDenied: (status) => status === 401 && leave(texts._("You were signed out. Please sign in again.")),
  });
}

/** Back to the sign-in; nothing of the last person stays. */
function leave(message = "") {
  state.live?.stop();
  draftStore.clear();
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const region of document.querySelectorAll("#announce, #announce-now, #notices")) region.replaceChildren();
  Object.assign(state, { session: null, page: "desk", picture: null, live: null, line: "", isBusy: false });
  newcomer.reset();
  askWho(message);
}

function makeContext() {
  const { session } = state;
  const role = session.case_manager.role;
  context = {
    ...preferences(),
    session,
    zone: session.site.zone,
    words: wordsOf(session.site, texts),
    mayServe: SERVING.includes(role),
    mayIssue: ISSUING.includes(role),
    isReception: role === "reception",
    isLead: role === "lead",
    isAuditor: role === "auditor",
    home: HOMES[role] ?? "desk",
    isGuest: role === "guest",
    seesQueue: SERVING.includes(role) || role === "reception",
    mayTryPrinters: role === "lead" || role === "operator",
    page: () => state.page,
    openPage,
    picture: () => state.picture,
    line: () => state.line,
    act,
    ask: (path, body) => click(path, body, state.session.csrf_token, texts.language),
    again: begin,
    left: () => leave(),
    soundOn: () => setting("sound", "on") === "on",
    help: () => helpDialog(context),
    signOut: leaveForGood,
  };
}

function draw() {
  const { picture, session } = state;
  const style = `${texts.language} ${keysOn()} ${setting("keymap", "")} ${setting("sound", "on")} ${setting("theme", "")}`;
  const page = PAGES[state.page];
  if (!context.seesQueue) return show(`${state.page} ${style}`, () => (page ?? PAGES[context.home])(context));
  if (!picture) return undefined;
  if (page) show(`${state.page} ${style}`, () => page(context));
  else if (context.isReception) show(`reception ${style}`, () => receptionScreen(context));
  else if (!picture.duty) show(`desks ${style}`, () => desksScreen(context));
  else show(`work ${session.case_manager.id} ${picture.duty.desk} ${style}`, () => workScreen(context));
  state.screen.update(picture);
  return state.screen.line?.(state.line);
}

/** "desk" or one of PAGES; never in the address. */
function openPage(name) {
  state.page = name;
  draw();
}

/** Puts a screen up unless it is there already. A screen is {node, update?, line?, tick?, keys?}. */
function show(name, build) {
  if (state.screen?.name === name) return;
  state.screen = { ...build(), name };
  replace(root, state.screen.node);
  state.screen.arrived?.();
}

/**
 * One click: POSTs, asks for a password first where that is needed, tells what went wrong (not with `quiet`: then the
 * caller does), asks for the new picture. Resolves with the answer, or null when another click is still on its way.
 */
async function act(path, body = {}, { quiet = false } = {}) {
  if (state.isBusy) return null;
  let answer = await busy(() => click(path, body, state.session.csrf_token, texts.language));
  if (answer.body.code === "ConfirmNeeded") {
    if (!(await confirmDialog(context))) return null;
    answer = await busy(() => click(path, body, state.session.csrf_token, texts.language));
  }
  if (answer.status === 401) leave(texts._("You were signed out. Please sign in again."));
  else if (!answer.ok && !quiet) notice(whatWentWrong(answer), { kind: answer.status === 0 ? "bad" : "warn" });
  state.screen?.settle?.();
  state.live?.refresh();
  return answer;
}

async function busy(work) {
  state.isBusy = true;
  root.setAttribute("aria-busy", "true");
  const answer = await work();
  state.isBusy = false;
  root.removeAttribute("aria-busy");
  return answer;
}

function whatWentWrong({ status, body }) {
  if (status === 0) return texts._("No line to the server. Please look in a moment whether it was done.");
  return body.detail ?? texts._("That did not work. Please try again.");
}

async function leaveForGood() {
  const { csrf_token: csrf } = state.session;
  const answer = await signOut(csrf, texts.language);
  if (answer.ok || answer.status === 401) leave();
  else notice(whatWentWrong(answer), { kind: "bad" });
}

// --- how the reader likes it -----------------------------------------------------------------------------------------

function preferences() {
  return { texts, demo: start.demo, languages: start.languages, chooseLanguage, theme: readerTheme, chooseTheme, keysOn, choose };
}

function readerLanguage() {
  const language = setting("language", start.language);
  return start.languages.includes(language) ? language : start.language;
}

function readerTheme() {
  return setting("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function keysOn() {
  return setting("keys", "on") === "on";
}

function chooseLanguage(language) {
  remember("language", language);
  texts = textsOf(start.texts[language]);
  setLanguage(texts);
  again();
}

function chooseTheme(theme) {
  remember("theme", theme);
  setTheme(theme);
  again();
}

/** Any other setting: "keys" or "sound", "on" or "off". */
function choose(name, value) {
  remember(name, value);
  again();
  announce(texts._("Saved"));
}

function again() {
  if (!state.session) return askWho();
  makeContext();
  if (state.session.lacks_second_factor) return show(`enrol ${texts.language}`, () => mustEnrolScreen(context));
  if (state.picture) newcomer.see(state.picture);
  return draw();
}

function tellUnknown({ number }) {
  notice(texts._("{number}: nobody knows yet which language this visitor speaks.", { number }), { kind: "warn" });
}

function titleOf(waiting, picture) {
  const help = openHelp(picture ?? undefined);
  if (help) return `! ${texts._("Desk {desk} needs help.", { desk: help.desk })}`;
  const place = picture?.duty ? `Lotse · ${texts._("Desk {desk}", { desk: picture.duty.desk })}` : "Lotse";
  return waiting ? `(${waiting}) ${place}` : place;
}


// What the visitor comes for: one tile a topic; a guest topic stands behind its parent's tile on its days.

import { h, icon } from "/static/web/dom.js";
import { learnOutlooks, outlookSlot } from "../waits.js";
import { closed } from "./closed.js";
import { datesDoor } from "./dates.js";
import { doors } from "./start.js";

const LAST = "something-else"; // there is always this one, across the whole width

export function topics(app) {
  const { picture, texts } = app;
  if (picture && !picture.open) return closed(app);
  const { _ } = texts;
  const tiles = offered(app);
  return {
    name: "topics",
    canGoBack: true,
    follows: true,
    showsDates: true,
    step: 2,
    title: _("What do you need?"),
    lead: _("One topic is enough. You can talk about more later."),
    body: tiles.length ? h("div", { class: "tiles topics" }, tiles.map((topic) => topicTile(app, topic, isWide(topic, tiles)))) : noTopics(texts),
    actions: doors(app, "", datesDoor(app)),
    enter: () => learnOutlooks(app),
  };
}

/** The topics behind one tile. */
export function subtopics(app) {
  const { settings, texts, visit } = app;
  const parent = settings.topics.find(({ code }) => code === visit.parent);
  const choices = [parent, ...childrenOf(app, parent)];
  return {
    name: "topics sub",
    canGoBack: true,
    step: 2,
    title: nameOf(app, parent),
    lead: texts._("Which of these is it?"),
    body: h("div", { class: "tiles topics" }, choices.map((topic) => choiceTile(app, topic, () => choose(app, topic.code)))),
    enter: () => learnOutlooks(app),
  };
}

/** Tiles of this moment: topics offered now, without those that stand behind another; the last one last. */
function offered(app) {
  const shown = app.settings.topics.filter((topic) => isOffered(app, topic.code) && !(topic.parent && isOffered(app, topic.parent)));
  return [...shown.filter(({ code }) => code !== LAST), ...shown.filter(({ code }) => code === LAST)];
}

function isOffered({ picture }, code) {
  return picture?.topics.includes(code) ?? false;
}

function childrenOf(app, parent) {
  return app.settings.topics.filter((topic) => topic.parent === parent.code && isOffered(app, topic.code));
}

/** The last topic takes the whole width; so does a tile that would stand alone in its row. */
function isWide(topic, tiles) {
  const others = tiles.filter(({ code }) => code !== LAST);
  return topic.code === LAST || (others.length % 2 === 1 && topic === others.at(-1));
}

function topicTile(app, topic, isWhole) {
  const children = childrenOf(app, topic);
  const open = () => {
    app.visit.parent = topic.code;
    app.go("subtopics");
  };
  return choiceTile(app, topic, children.length ? open : () => choose(app, topic.code), { isWhole, hint: children.map((child) => nameOf(app, child)).join(", ") });
}

/** A tile with topics behind it says nothing about today: they may differ. */
function choiceTile(app, topic, run, { isWhole = false, hint = "" } = {}) {
  return h("button", { type: "button", class: ["tile", isWhole && "line whole"], dataset: { topic: topic.code }, onclick: run },
    h("span", { class: "icon-box" }, icon(topic.icon)),
    h("span", { class: "topic-name" }, nameOf(app, topic), hint ? h("span", { class: "hint" }, hint) : outlookSlot(app, topic.code)));
}

function nameOf(app, topic) {
  return app.texts.named(topic.name);
}

function choose(app, code) {
  app.visit.topic = code;
  app.go("needs");
}

function noTopics({ _ }) {
  return h("p", { class: "card quiet" }, _("One moment, please."));
}

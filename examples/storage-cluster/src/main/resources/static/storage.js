// SPDX-License-Identifier: Apache-2.0
"use strict";

// Keys and values are data of users: they become text, never markup.
const byId = (id) => document.getElementById(id);

function cell(text, className) {
  const element = document.createElement("td");
  element.textContent = text;
  element.title = text;
  if (className) {
    element.className = className;
  }
  return element;
}

function row(cells) {
  const element = document.createElement("tr");
  element.append(...cells);
  return element;
}

const time = (text) => new Date(text).toLocaleTimeString("en-GB");

let newestSeen = -1;

function showWrites(writes) {
  const rows = writes.map((write) => {
    const shown = row([
      cell(String(write.seq), "number"),
      cell(write.key),
      write.value === null ? cell("deleted", "deleted") : cell(write.value),
      cell(write.instance),
      cell(String(write.token), "number"),
      cell(time(write.writtenAt)),
    ]);
    if (newestSeen >= 0 && write.seq > newestSeen) {
      shown.className = "new";
    }
    return shown;
  });
  byId("writes").replaceChildren(...rows);
  byId("no-writes").hidden = writes.length > 0;
  newestSeen = writes.length > 0 ? writes[0].seq : 0;
}

// A term ends unnoticed; what is known is when its leader last confirmed it.
function takenAfter(term, before) {
  if (before === undefined) {
    return "–";
  }
  const millis = Math.max(0, new Date(term.beganAt) - new Date(before.confirmedAt));
  return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
}

function showTerms(terms) {
  const rows = terms.map((term, i) => row([
    cell(term.instance),
    cell(String(term.token), "number"),
    cell(time(term.beganAt)),
    cell(takenAfter(term, terms[i + 1]), "number"),
  ]));
  byId("terms").replaceChildren(...rows);
  byId("no-terms").hidden = terms.length > 0;
}

function showLeader(leader) {
  const link = byId("leader");
  link.hidden = leader === null;
  byId("no-leader").hidden = leader !== null;
  byId("no-leader").textContent = "none at the moment";
  if (leader === null) {
    byId("token").textContent = "–";
    return;
  }
  link.textContent = leader.instance;
  if (/^https?:\/\//.test(leader.url)) {
    link.href = leader.url;
  } else {
    link.removeAttribute("href");
  }
  byId("token").textContent = String(leader.token);
}

function show(status) {
  document.title = `${status.instance} – Storage cluster`;
  showLeader(status.leader);
  byId("instance").textContent = status.instance;
  byId("role").textContent = status.leads ? "leads: it writes" : "standby: it redirects writes";
  byId("role").className = status.leads ? "role leads" : "role";
  byId("entries").textContent = status.entries.toLocaleString("en");
  byId("refused").textContent = String(status.refused);
  showWrites(status.writes);
  showTerms(status.terms);
}

function showStream(state, mark, text) {
  byId("stream").className = state;
  byId("stream-mark").textContent = mark;
  byId("stream-text").textContent = text;
}

// A browser gives a stream up for good when the answer was an error; then a new one is opened.
function connect() {
  const events = new EventSource("events");
  events.addEventListener("open", () => showStream("open", "●", "live"));
  events.addEventListener("status", (event) => show(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    showStream("closed", "○", "not connected, trying again");
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(connect, 1000);
    }
  });
}

connect();

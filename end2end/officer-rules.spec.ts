// The rules of the phone's queue, without a phone: every step is a pure function.
import { expect, test } from "@playwright/test";
import { CAP, delay, due, FIRST, MOST_PATIENCE, patience } from "../public/officer/backoff.ts";
import { asked, isAll } from "../public/officer/clip_range.ts";
import { canonical } from "../public/officer/canonical.ts";
import { LEAST_CHUNK, MOST_CHUNK, nextChunk, smallerChunk } from "../public/officer/chunk.ts";
import { leavesRoom, MOST_BYTES, MOST_CLIP_BYTES, MOST_REPORTS, room, takesPhoto } from "../public/officer/room.ts";
import { next, wait, waitsForWifi, WIFI_PATIENCE, worthTrying } from "../public/officer/schedule.ts";
import { shellFor } from "../public/officer/shell.ts";
import { after, begin, type Happening, type Hold, moves, type Progress, sent } from "../public/officer/state.ts";
import { said } from "../public/officer/words.ts";
import { seeded } from "./harness/seeded.ts";

const ROUNDS = 2_000;
const NOW = 1_795_000_000_000;
const part = (id: string) => ({ id, size: 300_000, sha256: "00", type: "image/jpeg", offset: 0, complete: false });
const RECEIPT = { number: "YX-XS-2026-000001", received_at: NOW };

test.describe("trying again", () => {
  test("waits under twice as much each time, never more than a quarter of an hour, never nothing", () => {
    const random = seeded(1);
    for (let round = 0; round < ROUNDS; round += 1) {
      const attempts = Math.floor(random() * 40);
      const wait = delay(attempts, random());
      holds(wait >= 200 && wait <= Math.min(CAP, Math.max(200, FIRST * 2 ** attempts)), `${wait} ms after ${attempts}`);
    }
    expect(delay(0, 0.999_999)).toBeLessThan(FIRST);
  });

  test("obeys Retry-After in seconds and as a date, by the server's own clock, within an hour", () => {
    expect(patience("120", NOW)).toBe(120_000);
    expect(patience(new Date(NOW + 30_000).toUTCString(), NOW)).toBe(30_000);
    expect(patience("soon", NOW)).toBe(0);
    expect(patience(null, NOW)).toBe(0);
    expect(delay(0, 0, 120_000)).toBe(120_000);
    expect(delay(0, 0, 10 * MOST_PATIENCE)).toBe(MOST_PATIENCE);
  });

  test("does not wait for a time that a wrong clock wrote down", () => {
    expect(due(NOW + 1000, NOW)).toBe(false);
    expect(due(NOW - 1, NOW)).toBe(true);
    expect(due(NOW + 365 * 86_400_000, NOW), "the clock was a year ahead").toBe(true);
  });
});

test.describe("the way of a report", () => {
  test("whatever happens, in whatever order: nothing is complete before the server says so of every photo", () => {
    const random = seeded(2);
    for (let round = 0; round < ROUNDS; round += 1) {
      let progress = begin(["a", "b", "c"].slice(0, Math.floor(random() * 4)).map(part));
      for (let step = 0; step < 12; step += 1) {
        const before = progress;
        const happening = anything(random, progress);
        progress = after(progress, happening);
        const at = `round ${round}, ${happening.kind}`;
        holds(progress.photos.length === before.photos.length, `a photo was dropped: ${at}`);
        holds(progress.stage === "sealed" || progress.receipt !== undefined, `on its way without a number: ${at}`);
        holds(progress.stage !== "complete" || sent(progress) === progress.photos.length, `complete without its photos: ${at}`);
        holds(progress.stage !== "complete" || before.stage === "complete" || happening.kind === "receipt", `complete by itself: ${at}`);
        if (happening.kind === "trouble") {
          holds(progress.attempts === before.attempts + 1 && progress.next_at > NOW, `trouble without patience: ${at}`);
          holds(progress.stage === before.stage, `trouble moved it: ${at}`);
        }
        if (happening.kind === "receipt" || happening.kind === "offset") holds(progress.attempts === 0, `progress starts anew: ${at}`);
      }
    }
  });

  test("only a refusal and a conflict wait for a person", () => {
    const holds: [Hold, boolean][] = [["net", true], ["busy", true], ["auth", true], ["rejected", false], ["conflict", false]];
    for (const [hold, free] of holds) {
      const held = after(begin([]), { kind: "trouble", hold, now: NOW, luck: 0.5 });
      expect(moves(held), hold).toBe(free);
    }
    const refused = after(begin([]), { kind: "trouble", hold: "rejected", now: NOW, luck: 0.5 });
    expect(moves(after(refused, { kind: "again" })), "the signal is no answer to a refusal").toBe(false);
    expect(moves(after(refused, { kind: "asked" })), "the officer may try again").toBe(true);
    const mended = after(refused, { kind: "mended" });
    expect(moves(after(mended, { kind: "asked" })), "the mended one is sent instead").toBe(false);
  });

  test("a server that forgot the report gets its text again", () => {
    const texted = after(begin([part("a")]), { kind: "receipt", receipt: RECEIPT, photos: [{ id: "a", offset: 0, complete: false }] });
    expect(after(texted, { kind: "forgotten", now: NOW, luck: 0.5 })).toMatchObject({ stage: "sealed", attempts: 1 });
  });

  test("is told in the words everybody knows", () => {
    const sealed = begin([part("a"), part("b")]);
    expect(said(sealed)).toBe("已存在手机里（未上报）");
    const half = after(sealed, { kind: "receipt", receipt: RECEIPT, photos: [{ id: "a", offset: 300_000, complete: true }] });
    expect(said(half)).toBe("正在上报 1/2，编号 YX-XS-2026-000001");
    expect(said(half, true)).toBe("文字已上报，编号 YX-XS-2026-000001；照片等无线网");
    const whole = after(half, { kind: "receipt", receipt: RECEIPT, photos: [{ id: "b", offset: 300_000, complete: true }] });
    expect(said(whole)).toBe("已上报，编号 YX-XS-2026-000001");
  });
});

test.describe("whose turn it is", () => {
  const waiting = (seq: number, more: Partial<Progress> = {}) => ({ ...begin([]), ...more, seq });

  test("texts go before photos, then who failed less, then the oldest", () => {
    const photos = waiting(1, { stage: "text_sent" });
    expect(next([photos, waiting(3), waiting(2)], NOW)?.seq).toBe(2);
    expect(next([photos, waiting(2, { attempts: 3 }), waiting(3)], NOW)?.seq).toBe(3);
    expect(next([photos], NOW)?.seq).toBe(1);
  });

  test("what is not due or waits for a person is left alone", () => {
    expect(next([waiting(1, { next_at: NOW + 1 }), waiting(2, { hold: "rejected" })], NOW)).toBeUndefined();
    expect(wait([waiting(1, { next_at: NOW + 700 }), waiting(2, { next_at: NOW + 300 })], NOW)).toBe(300);
    expect(wait([waiting(2, { hold: "conflict" })], NOW)).toBeUndefined();
  });

  test("the browser is asked to wake us again while a better line could help, and not for what a person must do", () => {
    for (const hold of [undefined, "net", "busy"] as (Hold | undefined)[]) expect(worthTrying([waiting(1, { hold })]), hold).toBe(true);
    for (const hold of ["auth", "rejected", "conflict"] as Hold[]) expect(worthTrying([waiting(1, { hold })]), hold).toBe(false);
    expect(worthTrying([])).toBe(false);
    expect(worthTrying([waiting(1, { hold: "rejected" }), waiting(2, { hold: "net" })])).toBe(true);
  });

  test("photos wait for Wi-Fi three days, and not where the officer is in a hurry; a text never does", () => {
    const made = (progress: Progress, made_at = NOW) => ({ ...progress, made_at });
    const sealed = begin([part("a")]);
    const texted = after(sealed, { kind: "receipt", receipt: RECEIPT, photos: [{ id: "a", offset: 0, complete: false }] });
    expect(waitsForWifi(made(sealed), NOW), "a text").toBe(false);
    expect(waitsForWifi(made(texted), NOW)).toBe(true);
    expect(waitsForWifi(made(texted, NOW - WIFI_PATIENCE), NOW), "long enough").toBe(false);
    expect(waitsForWifi(made(texted, NOW + 1), NOW), "the clock was set back").toBe(false);
    expect(waitsForWifi(made(after(texted, { kind: "asked" })), NOW), "立即上报").toBe(false);
    expect(waitsForWifi(made(after(texted, { kind: "again" })), NOW), "the signal is back").toBe(true);
    const over = after(texted, { kind: "offset", photo: "a", offset: 300_000 });
    expect(waitsForWifi(made(over), NOW), "only the question is left").toBe(false);
  });

  test("one report that never gets through does not keep the others waiting", () => {
    const bad = waiting(1);
    const good = waiting(2);
    const failed = { ...after(bad, { kind: "trouble", hold: "net", now: NOW, luck: 0 }), seq: 1 };
    const put = { ...after(good, { kind: "put off", until: failed.next_at }), seq: 2 };
    expect(next([failed, put], NOW)).toBeUndefined();
    expect(next([failed, put], failed.next_at)?.seq).toBe(2);
  });
});

test("a piece of a photo is a power of two between 16 and 256 KiB, the larger the faster", () => {
  const random = seeded(3);
  for (let round = 0; round < ROUNDS; round += 1) {
    const bytes = 1 + Math.floor(random() * MOST_CHUNK);
    const slow = nextChunk(bytes, 60_000 * random());
    holds([16, 32, 64, 128, 256].indexOf(slow / 1024) >= 0, `${slow} bytes`);
    holds(smallerChunk(slow) >= LEAST_CHUNK, `${slow} bytes halved`);
  }
  expect(nextChunk(MOST_CHUNK, 100_000_000)).toBe(LEAST_CHUNK);
  expect(nextChunk(MOST_CHUNK, 1)).toBe(MOST_CHUNK);
});

test("the phone warns at four fifths and takes no more when it is full", () => {
  expect(room(0, 0)).toBe("plenty");
  expect(room(MOST_REPORTS * 0.8, 0)).toBe("scarce");
  expect(room(1, MOST_BYTES * 0.8)).toBe("scarce");
  expect(room(MOST_REPORTS, 0)).toBe("none");
  expect(room(1, MOST_BYTES)).toBe("none");
  expect(takesPhoto(2, 0), "three always").toBe(true);
  expect(takesPhoto(3, 1024)).toBe(false);
  expect(takesPhoto(3, undefined)).toBe(true);
});

test("the same report is the same bytes", () => {
  const one = { b: [1, "二"], a: { d: null, c: true } };
  const other = { a: { c: true, d: null }, b: [1, "二"] };
  expect(canonical(one)).toBe('{"a":{"c":true,"d":null},"b":[1,"二"]}');
  expect(canonical(other)).toBe(canonical(one));
});

test("a kept page answers for its address whatever stands behind it, and for no other", () => {
  const pages = ["/aqyy/officer", "/aqyy/officer/new/clue"];
  expect(shellFor("/aqyy/officer/", pages)).toBe("/aqyy/officer");
  expect(shellFor("/aqyy/officer/new/clue", pages)).toBe("/aqyy/officer/new/clue");
  for (const path of ["/aqyy/officer/reports", "/aqyy/officer/u/1", "/aqyy/officer/r/1", "/aqyy"]) expect(shellFor(path, pages), path).toBeUndefined();
});

/** `expect` costs a millisecond, and there are tens of thousands of these. */
function holds(condition: boolean, words: string): void {
  if (!condition) throw new Error(words);
}

function anything(random: () => number, progress: Progress): Happening {
  const holds: Hold[] = ["net", "busy", "auth", "rejected", "conflict"];
  const photo = progress.photos[Math.floor(random() * progress.photos.length)];
  const told = progress.photos.map(({ id, size }) => ({ id, offset: Math.floor(random() * size), complete: random() < 0.5 }));
  switch (Math.floor(random() * 8)) {
    case 0:
      return { kind: "attempt" };
    case 1:
      return { kind: "receipt", receipt: RECEIPT, photos: told };
    case 2:
      return photo && progress.receipt ? { kind: "offset", photo: photo.id, offset: Math.floor(random() * photo.size) } : { kind: "attempt" };
    case 3:
      return { kind: "again" };
    case 4:
      return { kind: "put off", until: NOW + 500 };
    case 5:
      return { kind: "asked" };
    case 6:
      return { kind: "mended" };
    default:
      return { kind: "trouble", hold: holds[Math.floor(random() * holds.length)], now: NOW, luck: random() };
  }
}

test.describe("a recording from the phone", () => {
  test("a player gets the part it asks for, as the server would answer", () => {
    const part = (first: number, last: number) => ({ first, last });
    const cases: [string | null, ReturnType<typeof asked>][] = [
      [null, "whole"],
      ["bytes=0-", part(0, 99)],
      ["bytes=0-1", part(0, 1)],
      ["bytes=98-400", part(98, 99)],
      ["bytes=-5", part(95, 99)],
      ["bytes=-500", part(0, 99)],
      ["BYTES = 3 - 4", part(3, 4)],
      ["bytes=100-", "nothing"],
      ["bytes=-0", "nothing"],
      ["bytes=5-4", "whole"],
      ["bytes=-", "whole"],
      ["bytes=0-1,4-5", "whole"],
      ["lines=0-1", "whole"],
    ];
    for (const [range, expected] of cases) expect(asked(range, 100), String(range)).toEqual(expected);
    expect(asked("bytes=0-", 0)).toBe("nothing");
  });

  test("what is heard from its beginning comes once; a piece of it does not stand for it", () => {
    expect([null, "bytes=0-"].map(isAll)).toEqual([true, true]);
    expect(["bytes=0-1", "bytes=5-", "bytes=-5"].map(isAll)).toEqual([false, false, false]);
  });

  test("takes no room a report may need", () => {
    expect(leavesRoom(200_000, undefined)).toBe(true);
    expect(leavesRoom(200_000, MOST_BYTES + 200_000)).toBe(true);
    expect(leavesRoom(200_000, MOST_BYTES + 199_999)).toBe(false);
    expect(leavesRoom(MOST_CLIP_BYTES + 1, undefined)).toBe(false);
  });
});
